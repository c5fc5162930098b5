/* Makes the elements that scripts add to a page. */
"use strict";

const sgDom = {
  /**
   * @template {keyof HTMLElementTagNameMap} Name
   * @param {Name} name
   * @param {string} [className]
   * @param {...(string | Node)} children
   * @returns {HTMLElementTagNameMap[Name]}
   */
  element(name, className = "", ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  },

  /**
   * Text that only screen readers say: it completes a label whose meaning is plain to those who see where it stands.
   * @param {string} text
   */
  unseen(text) {
    return sgDom.element("span", "sg-hidden", text);
  },

  /**
   * @param {(string | Node)[]} label
   * @param {() => void} onPress
   * @param {string} [className]
   */
  button(label, onPress, className = "sg-button") {
    const made = sgDom.element("button", className, ...label);
    made.type = "button";
    made.addEventListener("click", onPress);
    return made;
  },

  /**
   * A checkbox that marks a question as done.
   * @param {string} question what it asks
   * @param {(checked: boolean) => void} onChange
   * @param {string} [className]
   */
  doneBox(question, onChange, className) {
    const box = sgDom.element("input", className);
    box.type = "checkbox";
    box.autocomplete = "off"; // else browsers restore the box of the last visit, whatever is stored
    box.setAttribute("aria-label", `Done: ${question}`);
    box.addEventListener("change", () => onChange(box.checked));
    return box;
  },
};
