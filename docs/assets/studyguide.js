/* Answers: closed until the reader has tried to recall them, opened by the reader, by search or for print. */
(function () {
  "use strict";
  var root = document.documentElement;
  var answers = Array.prototype.slice.call(document.querySelectorAll("details.sg-answer"));

  function setAll(open) {
    answers.forEach(function (answer) { answer.open = open; });
  }

  /* What the part of the address after # names. */
  function target() {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch (error) {
      return null;
    }
  }

  /* A plain link to a question leaves its answer closed. One from a search result opens it, and so does a link to
     something inside the answer, such as a footnote. */
  function openTarget(found) {
    var place = target();
    if (!place) return;
    var moved = place.querySelector("a[data-sg-moved]");
    if (moved) { location.replace(moved.href); return; }
    var question = place.closest(".sg-question");
    var inside = place.closest("details.sg-answer");
    var answer = inside || (found && question ? question.querySelector("details.sg-answer") : null);
    if (found) mark(question || place, found);
    if (!answer || answer.open) return;
    answer.open = true;
    place.scrollIntoView();
  }

  /* Who follows a link and comes back, or loads the page again, finds open what was open, at the same place. */
  var remembered = "";
  function rememberOpen() {
    var open = answers.reduce(function (all, answer, index) { return answer.open ? all.concat(index) : all; }, []);
    if (open.join() === remembered) return; // all answers at once are one change
    remembered = open.join();
    history.replaceState(Object.assign({}, history.state, { sgOpen: open }), "");
  }

  function openRemembered() {
    ((history.state || {}).sgOpen || []).forEach(function (index) { if (answers[index]) answers[index].open = true; });
  }

  /* Mark the words that a search has found; `found` holds the beginnings of words, and short ones whole. */
  function mark(place, found) {
    var words = found.split(/\s+/).filter(function (word) { return word.length > 1; });
    if (!words.length) return;
    var beginnings = words.map(function (word) {
      var rest = word.length > 2 ? "[\\p{L}\\p{N}]*" : "(?![\\p{L}\\p{N}])";
      return word.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&") + rest;
    });
    var pattern = new RegExp("(?<![\\p{L}\\p{N}])(?:" + beginnings.join("|") + ")", "giu");
    textsOf(place).forEach(function (text) { markIn(text, pattern); });
  }

  function textsOf(place) {
    var walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    var texts = [];
    while (walker.nextNode()) {
      if (!walker.currentNode.parentElement.closest("math, summary, .headerlink, .sg-meta, .sg-foot, .sg-refs")) {
        texts.push(walker.currentNode);
      }
    }
    return texts;
  }

  function markIn(text, pattern) {
    var matches = Array.from(text.data.matchAll(pattern)).reverse();
    matches.forEach(function (match) {
      var word = text.splitText(match.index);
      word.splitText(match[0].length);
      var element = document.createElement("mark");
      word.replaceWith(element);
      element.append(word);
    });
  }

  function button(label, action) {
    var element = document.createElement("button");
    element.type = "button";
    element.className = "sg-button";
    element.textContent = label;
    var rest = document.createElement("span");
    rest.className = "sg-hidden";
    rest.textContent = " answers";
    element.append(rest);
    element.addEventListener("click", action);
    return element;
  }

  /* What is wider than the page scrolls in its own box: the keyboard reaches it, and its edge fades where more is. */
  var BOXES = { ".sg-formula": "Formula", ".md-typeset__scrollwrap": "Table", "pre > code": "Code" };

  function prepareBox(box, name) {
    var hidden = box.scrollWidth - box.clientWidth;
    box.classList.toggle("sg-more", hidden - box.scrollLeft > 2);
    if (hidden > 0 && box.hasAttribute("role")) return;
    ["tabindex", "role", "aria-label"].forEach(function (attribute) { box.removeAttribute(attribute); });
    if (hidden <= 0) return;
    box.tabIndex = 0;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", name + ", scrolls sideways");
  }

  function prepareBoxes() {
    Object.keys(BOXES).forEach(function (selector) {
      document.querySelectorAll(".md-content " + selector).forEach(function (box) {
        // To measure what is closed, the browser would lay it out, and load the font of its formulas.
        if (!box.closest("details:not([open])") && box.clientWidth) prepareBox(box, BOXES[selector]);
      });
    });
  }

  var waiting = 0;
  function prepareSoon() {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(prepareBoxes);
  }

  function afterTwoFrames(action) {
    requestAnimationFrame(function () { requestAnimationFrame(function () { window.setTimeout(action, 200); }); });
  }

  setAll(false);
  openRemembered();
  root.classList.add("sg-ready");

  var tools = document.querySelector("[data-sg-tools]");
  if (tools && answers.length) {
    tools.appendChild(button("Show all", function () { setAll(true); }));
    tools.appendChild(button("Hide all", function () { setAll(false); }));
  }

  var closedBeforePrint = [];
  window.addEventListener("beforeprint", function () {
    closedBeforePrint = answers.filter(function (answer) { return !answer.open; });
    setAll(true);
  });
  window.addEventListener("afterprint", function () {
    closedBeforePrint.forEach(function (answer) { answer.open = false; });
  });
  window.addEventListener("hashchange", function () { openTarget(""); });
  window.addEventListener("resize", prepareSoon);
  window.addEventListener("load", function () {
    prepareSoon();
    afterTwoFrames(function () { root.classList.add("sg-settled"); });
  });
  document.addEventListener("toggle", prepareSoon, true);
  document.addEventListener("toggle", rememberOpen, true);
  document.addEventListener("scroll", function (event) {
    if (event.target !== document) prepareSoon();
  }, { capture: true, passive: true });
  openTarget(root.dataset.sgFound || "");
})();
