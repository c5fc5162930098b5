/* Progress on the page of a topic: a box below each open answer marks its question as done, and the list of questions at
   the top shows which ones are. Needs progress-store.js; the page of the reading paths counts the same marks.
   Firefox gives every page that is opened from disk a storage of its own: there only that one page keeps marks. */
(function () {
  "use strict";
  var store = window.sgProgress;
  var marks = [];
  if (location.protocol === "file:" && /Firefox/.test(navigator.userAgent)) return;

  function stored() {
    try { return store.read() || new Set(); } catch (error) { return new Set(); }
  }

  function change(id, isDone) {
    var done = stored();
    if (isDone) done.add(id); else done.delete(id);
    store.write(done);
    show();
  }

  function box(id, question) {
    var label = document.createElement("label");
    var input = document.createElement("input");
    label.className = "sg-done";
    input.type = "checkbox";
    input.autocomplete = "off";
    input.setAttribute("aria-label", "Done: " + question);
    input.addEventListener("change", function () { change(id, input.checked); });
    label.append(input, "Done");
    marks.push(function (done) { input.checked = done.has(id); });
    return label;
  }

  function showInList(id) {
    var link = document.querySelector(".sg-index a[href='#" + id + "']");
    if (!link) return;
    var sign = document.createElement("span");
    sign.className = "sg-hidden";
    sign.textContent = " (done)";
    marks.push(function (done) {
      link.parentElement.classList.toggle("sg-index__done", done.has(id));
      if (done.has(id)) link.append(sign); else sign.remove();
    });
  }

  function show() {
    var done = stored();
    marks.forEach(function (mark) { mark(done); });
  }

  document.querySelectorAll(".sg-question").forEach(function (question) {
    var heading = question.querySelector("h2[id]");
    question.querySelector(".sg-foot").prepend(box(heading.id, heading.firstChild.textContent));
    showInList(heading.id);
  });
  show();
  store.onChange(show);
})();
