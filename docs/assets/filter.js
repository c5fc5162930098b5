/* The filter of the page with all questions: by words, level and tag. Without it the page is complete. */
(function () {
  "use strict";
  var place = document.querySelector("[data-sg-filter]");
  if (!place) return;
  var rows = Array.prototype.slice.call(document.querySelectorAll(".sg-row"));
  var lists = Array.prototype.slice.call(document.querySelectorAll(".sg-list"));

  function field(label, control) {
    var wrapper = document.createElement("label");
    wrapper.className = "sg-filter__field";
    wrapper.appendChild(document.createTextNode(label));
    wrapper.appendChild(control);
    return wrapper;
  }

  function select(values, all) {
    var control = document.createElement("select");
    control.add(new Option(all, ""));
    values.split(" ").filter(Boolean).forEach(function (value) {
      control.add(new Option(value.charAt(0).toUpperCase() + value.slice(1), value));
    });
    return control;
  }

  var words = document.createElement("input");
  words.type = "search";
  words.placeholder = "Words in the question";
  var level = select(place.dataset.levels, "All levels");
  var tag = select(place.dataset.tags, "All tags");
  var count = document.createElement("p");
  count.className = "sg-filter__count";
  count.setAttribute("role", "status");
  var reset = document.createElement("button");
  reset.type = "button";
  reset.className = "sg-button";
  reset.textContent = "Clear";

  function matches(row, wanted) {
    var text = row.querySelector("a").textContent.toLowerCase();
    return wanted.every(function (word) { return text.indexOf(word) >= 0; }) &&
      (!level.value || row.dataset.level === level.value) &&
      (!tag.value || row.dataset.tags.split(" ").indexOf(tag.value) >= 0);
  }

  function apply() {
    var wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    var shown = 0;
    rows.forEach(function (row) {
      row.hidden = !matches(row, wanted);
      shown += row.hidden ? 0 : 1;
    });
    lists.forEach(function (list) { list.hidden = !list.querySelector(".sg-row:not([hidden])"); });
    count.textContent = shown === rows.length ? "All " + shown + " questions" : shown + " of " + rows.length + " questions";
  }

  reset.addEventListener("click", function () {
    words.value = level.value = tag.value = "";
    apply();
    words.focus();
  });
  [words, level, tag].forEach(function (control) { control.addEventListener("input", apply); });
  place.append(field("Words", words), field("Level", level), field("Tag", tag), reset, count);
  apply();
})();
