/* Anything wider than the page scrolls in a box of its own: the keyboard reaches the box, and its edge fades where
   there is more. */
"use strict";
{
  const NAMES = {
    ".sg-formula": "Formula",
    ".sg-inline": "Formula",
    ".md-typeset__scrollwrap": "Table",
    "pre > code": "Code",
    ".tabbed-labels": "Tabs",
  };
  let waiting = 0;

  /**
   * @param {HTMLElement} box
   * @param {string} name
   */
  function prepare(box, name) {
    const hidden = box.scrollWidth - box.clientWidth;
    box.classList.toggle("sg-more", hidden - box.scrollLeft > 2);
    if (hidden > 0 && box.hasAttribute("role")) return;
    for (const attribute of ["tabindex", "role", "aria-label"]) box.removeAttribute(attribute);
    if (hidden <= 0) return;
    box.tabIndex = 0;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", `${name}, scrolls sideways`);
  }

  function prepareAll() {
    for (const [selector, name] of Object.entries(NAMES)) {
      /** @type {NodeListOf<HTMLElement>} */
      const boxes = document.querySelectorAll(`.md-content ${selector}`);
      for (const box of boxes) {
        // To measure what is closed, the browser would lay it out, and load the font of its formulas.
        if (!box.closest("details:not([open])") && box.clientWidth) prepare(box, name);
      }
    }
  }

  function prepareSoon() {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(prepareAll);
  }

  addEventListener("load", prepareSoon);
  addEventListener("resize", prepareSoon);
  document.addEventListener("toggle", prepareSoon, true);
  document.addEventListener("scroll", (event) => {
    if (event.target !== document) prepareSoon();
  }, { capture: true, passive: true });
}
