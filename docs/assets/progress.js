/* Progress on the page of the reading paths: a checkbox for each question, kept in this browser, moved as a file.
   Needs progress-store.js. Without this script the lists are complete and have no checkboxes. */
(function () {
  "use strict";
  var place = document.querySelector("[data-sg-progress]");
  if (!place) return;

  var store = window.sgProgress;
  var FILE = "study-progress.json";
  var rows = Array.prototype.slice.call(document.querySelectorAll("[data-sg-question]"));
  var known = new Set(rows.map(function (row) { return row.dataset.sgQuestion; }));
  var done = new Set();
  var boxes = [];
  var meters = [];

  /* ---- What is kept ---- */

  function load() {
    try { done = store.read() || new Set(); } catch (error) { say(error.message); }
  }

  function save() {
    var saved = store.write(done);
    if (!saved) say("This browser could not store your progress. Export it before you leave.");
    return saved;
  }

  /* ---- What the reader does ---- */

  function mark(id, isDone) {
    reload();
    if (isDone) done.add(id); else done.delete(id);
    say("");
    save();
    show();
  }

  /* Take over what another window has stored since; leave what cannot be read. */
  function reload() {
    try { done = store.read() || done; } catch (error) { /* said when the page was opened */ }
  }

  function exportFile() {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([store.serialise(done)], { type: "application/json" }));
    link.download = FILE;
    link.hidden = true;
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
    say("Exported " + questions(done.size) + " as " + FILE + ".");
  }

  function importFile(file) {
    var reader = new FileReader();
    reader.onload = function () { importText(String(reader.result)); };
    reader.onerror = function () { say("The file could not be read."); };
    if (file.size > 4 * store.MAX_CHARACTERS) say("The file was not imported: it is too large.");
    else reader.readAsText(file);
  }

  function importText(text) {
    var ids;
    try { ids = store.parse(text); } catch (error) {
      say("The file was not imported: " + error.message + ". Your progress is as it was.");
      return;
    }
    reload();
    var accepted = Array.from(ids).filter(function (id) { return known.has(id); });
    var fresh = accepted.filter(function (id) { return !done.has(id); });
    accepted.forEach(function (id) { done.add(id); });
    var skipped = ids.size - accepted.length;
    var message = "Imported " + questions(accepted.length) + ", " + fresh.length + " of them new." +
      (skipped ? " Left out " + questions(skipped) + " that no path has." : "");
    if (save()) say(message);
    show();
  }

  function reset() {
    if (!window.confirm("Reset your progress on all paths? Export it first if you may want it back.")) return;
    done = new Set();
    if (save()) say("Your progress was reset.");
    show();
  }

  /* ---- What the page shows ---- */

  function questions(count) {
    return count + (count === 1 ? " question" : " questions");
  }

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function button(text, action) {
    var made = element("button", "sg-button", text);
    made.type = "button";
    made.addEventListener("click", action);
    return made;
  }

  var status = element("p", "sg-progress__status");
  status.setAttribute("role", "status");

  function say(message) {
    status.textContent = message;
  }

  /* A bar with its numbers in words; `ids` are the questions that it counts. */
  function meter(parent, label, ids) {
    var bar = document.createElement("progress");
    var text = element("span", "sg-meter__text");
    var wrapper = element("div", "sg-meter");
    bar.max = ids.size;
    bar.setAttribute("aria-label", label);
    wrapper.append(bar, text);
    parent.appendChild(wrapper);
    meters.push(function () {
      var count = Array.from(ids).filter(function (id) { return done.has(id); }).length;
      bar.value = count;
      text.textContent = count + " of " + ids.size + " done";
    });
  }

  function addBox(row) {
    var id = row.dataset.sgQuestion;
    var box = element("input", "sg-step__box");
    box.type = "checkbox";
    box.autocomplete = "off";
    box.setAttribute("aria-label", "Done: " + row.querySelector("a").textContent);
    box.addEventListener("change", function () { mark(id, box.checked); });
    row.prepend(box);
    boxes.push(function () {
      box.checked = done.has(id);
      row.classList.toggle("sg-step__done", box.checked);
    });
  }

  function addTools() {
    var picker = element("input");
    picker.type = "file";
    picker.accept = ".json,application/json";
    picker.hidden = true;
    picker.addEventListener("change", function () {
      if (picker.files.length) importFile(picker.files[0]);
      picker.value = "";
    });
    var tools = element("div", "sg-progress__tools");
    tools.append(button("Export", exportFile), button("Import", function () { picker.click(); }), button("Reset", reset));
    place.append(element("h2", "sg-progress__title", "Your progress"));
    meter(place, "Progress on all paths", known);
    var note = element("p", "sg-progress__note", "Kept in this browser only. Export it to move it or to keep a copy.");
    place.append(tools, picker, note, status);
  }

  function addPath(section) {
    var own = Array.prototype.slice.call(section.querySelectorAll("[data-sg-question]"));
    var ids = new Set(own.map(function (row) { return row.dataset.sgQuestion; }));
    meter(section.querySelector(".sg-path__progress"), "Progress: " + section.querySelector("h2").textContent, ids);
  }

  function show() {
    boxes.concat(meters).forEach(function (update) { update(); });
  }

  addTools();
  Array.prototype.forEach.call(document.querySelectorAll("[data-sg-path]"), addPath);
  rows.forEach(addBox);
  load();
  show();
  store.onChange(function () {
    load();
    show();
  });
})();
