/* The filter of the page with all questions: by words, level and tag. Without it the page is complete.
   The address keeps what was chosen (questions.html?level=beginner), so that a selection can be linked to. */
(function () {
  "use strict";
  var place = document.querySelector("[data-sg-filter]");
  if (!place) return;
  var rows = Array.prototype.slice.call(document.querySelectorAll(".sg-row"));
  var lists = Array.prototype.slice.call(document.querySelectorAll(".sg-list"));

  function field(label, control) {
    var wrapper = document.createElement("label");
    wrapper.className = "sg-filter__field";
    wrapper.append(label, control);
    return wrapper;
  }

  function input() {
    var control = document.createElement("input");
    control.type = "search";
    control.placeholder = "Words in the question";
    return control;
  }

  function select(values, all) {
    var control = document.createElement("select");
    control.add(new Option(all, ""));
    values.split(" ").filter(Boolean).forEach(function (value) {
      control.add(new Option(value.charAt(0).toUpperCase() + value.slice(1), value));
    });
    return control;
  }

  function clearButton() {
    var reset = document.createElement("button");
    reset.type = "button";
    reset.hidden = true;
    reset.className = "sg-button";
    reset.textContent = "Clear";
    reset.addEventListener("click", function () {
      names.forEach(function (name) { controls[name].value = ""; });
      apply();
      controls.words.focus();
    });
    return reset;
  }

  var clear = clearButton();
  var controls = {
    words: input(),
    level: select(place.dataset.levels, "All levels"),
    tag: select(place.dataset.tags, "All tags")
  };
  var names = Object.keys(controls);
  var count = document.createElement("p");
  count.className = "sg-filter__count";
  count.setAttribute("role", "status");

  function matches(row, wanted) {
    var text = row.querySelector("a").textContent.toLowerCase();
    return wanted.every(function (word) { return text.indexOf(word) >= 0; }) &&
      (!controls.level.value || row.dataset.level === controls.level.value) &&
      (!controls.tag.value || row.dataset.tags.split(" ").indexOf(controls.tag.value) >= 0);
  }

  function apply() {
    var wanted = controls.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    var shown = 0;
    rows.forEach(function (row) {
      row.hidden = !matches(row, wanted);
      shown += row.hidden ? 0 : 1;
    });
    lists.forEach(function (list) { list.hidden = !list.querySelector(".sg-row:not([hidden])"); });
    count.textContent = shown === rows.length ? "All " + shown + " questions" : shown + " of " + rows.length + " questions";
    clear.hidden = names.every(function (name) { return !controls[name].value; });
    keepAddress();
  }

  function keepAddress() {
    var parameters = new URLSearchParams();
    names.forEach(function (name) { if (controls[name].value) parameters.set(name, controls[name].value); });
    var query = parameters.toString();
    var address = location.pathname + (query ? "?" + query : "") + location.hash;
    if (query || location.search) history.replaceState(history.state, "", address);
  }

  var chosen = new URLSearchParams(location.search);
  names.forEach(function (name) {
    controls[name].value = chosen.get(name) || "";
    if (controls[name].selectedIndex < 0) controls[name].value = "";
    controls[name].addEventListener("input", apply);
  });
  place.append(
    field("Words", controls.words), field("Level", controls.level), field("Tag", controls.tag), clear, count
  );
  apply();
})();
