/* Answers: closed until the reader has tried to recall them, opened by the reader, by search or for print. */
(function () {
  "use strict";
  var answers = Array.prototype.slice.call(document.querySelectorAll("details.sg-answer"));

  function setAll(open) {
    answers.forEach(function (answer) { answer.open = open; });
  }

  /* The part of the address that names a question, and whether a search result led here. */
  function target() {
    var id = "";
    try { id = decodeURIComponent(location.hash.slice(1)); } catch (error) { return null; }
    return id ? document.getElementById(id) : null;
  }

  function cameFromSearch() {
    return /[?&]h=/.test(location.search);
  }

  function openTarget() {
    var place = target();
    if (!place) return;
    var moved = place.querySelector("a[data-sg-moved]");
    if (moved) { location.replace(moved.href); return; }
    var inside = place.closest("details.sg-answer");
    var question = place.closest(".sg-question");
    var answer = inside || (cameFromSearch() && question ? question.querySelector("details.sg-answer") : null);
    if (!answer || answer.open) return;
    answer.open = true;
    place.scrollIntoView();
  }

  function button(label, action) {
    var element = document.createElement("button");
    element.type = "button";
    element.className = "sg-button";
    element.textContent = label;
    element.addEventListener("click", action);
    return element;
  }

  setAll(false);
  document.documentElement.classList.add("sg-ready");

  var tools = document.querySelector("[data-sg-tools]");
  if (tools && answers.length) {
    tools.appendChild(button("Show all answers", function () { setAll(true); }));
    tools.appendChild(button("Hide all answers", function () { setAll(false); }));
  }

  var closedBeforePrint = [];
  window.addEventListener("beforeprint", function () {
    closedBeforePrint = answers.filter(function (answer) { return !answer.open; });
    setAll(true);
  });
  window.addEventListener("afterprint", function () {
    closedBeforePrint.forEach(function (answer) { answer.open = false; });
  });
  window.addEventListener("hashchange", openTarget);
  openTarget();
})();
