/* A button on each block of code that copies it. Blocks without highlighted words, such as printed output, have none. */
(function () {
  "use strict";
  if (!navigator.clipboard) return;
  var SHOWN_MS = 2000;

  function say(button, text) {
    button.firstChild.data = text;
    window.clearTimeout(Number(button.dataset.timer));
    button.dataset.timer = window.setTimeout(function () { button.firstChild.data = "Copy"; }, SHOWN_MS);
  }

  function copy(button, code) {
    navigator.clipboard.writeText(code.textContent).then(
      function () { say(button, "Copied"); },
      function () { say(button, "Not copied"); }
    );
  }

  document.querySelectorAll(".md-content .highlight").forEach(function (block) {
    var code = block.querySelector("pre > code");
    if (!code || !code.querySelector("span[class]:not(.w)")) return;
    var button = document.createElement("button");
    var rest = document.createElement("span");
    button.type = "button";
    button.className = "sg-copy";
    button.setAttribute("aria-live", "polite");
    rest.className = "sg-hidden";
    rest.textContent = " code";
    button.append("Copy", rest);
    button.addEventListener("click", function () { copy(button, code); });
    block.classList.add("sg-copied");
    block.append(button);
  });
})();
