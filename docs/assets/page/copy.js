/* A button on each block of code that copies it. Blocks without highlighted words, such as printed output, get none. */
"use strict";
{
  const SHOWN_MS = 2000;

  /**
   * @param {Element} block
   * @param {Element} code
   */
  function addButton(block, code) {
    const label = new Text("Copy");
    let timer = 0;

    /** @param {string} text */
    function say(text) {
      label.data = text;
      clearTimeout(timer);
      timer = window.setTimeout(() => { label.data = "Copy"; }, SHOWN_MS);
    }

    const button = sgDom.button([label, sgDom.unseen(" code")], () => {
      navigator.clipboard.writeText(code.textContent ?? "").then(() => say("Copied"), () => say("Not copied"));
    }, "sg-copy");
    button.setAttribute("aria-live", "polite");
    block.classList.add("sg-copied");
    block.append(button);
  }

  // Browsers give no clipboard to pages that come over plain HTTP.
  const blocks = navigator.clipboard ? document.querySelectorAll(".md-content .highlight") : [];
  blocks.forEach((block) => {
    const code = block.querySelector("pre > code");
    if (code?.querySelector("span[class]:not(.w)")) addButton(block, code);
  });
}
