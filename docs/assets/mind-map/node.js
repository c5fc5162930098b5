/* The nodes of the mind map on the page: what is in the list, and how their state shows. */
"use strict";

class MindMapNode extends MindMapItem {
  static KINDS = /** @type {const} */ (["topic", "section", "question"]);

  /** @type {HTMLButtonElement | null} the button that folds a branch */
  #toggle = null;

  /** @param {Element} li */
  constructor(li) {
    const box = /** @type {HTMLElement} */ (li.querySelector(".sg-map__node"));
    const link = /** @type {HTMLAnchorElement} */ (box.querySelector(".sg-map__link"));
    const level = box.querySelector(".sg-map__level");
    const kind = MindMapNode.KINDS.find((each) => li.classList.contains(`sg-map__item--${each}`)) ?? "question";
    super(kind, link.textContent + (level ? ` ${level.textContent}` : ""));
    this.li = /** @type {HTMLElement} */ (li);
    this.box = box;
    this.link = link;
    this.list = li.querySelector(".sg-map__list");
  }

  /**
   * The nodes of a list, each with those below it.
   * @param {Element} list
   * @returns {MindMapNode[]}
   */
  static readAll(list) {
    return Array.from(list.children, (li) => {
      const node = new MindMapNode(li);
      if (node.list) node.adopt(MindMapNode.readAll(node.list));
      return node;
    });
  }

  /**
   * Give a branch the button that folds it, and say what follows when it is pressed.
   * @param {() => void} onPress
   */
  addToggle(onPress) {
    this.#toggle = sgDom.button([sgDom.unseen("")], onPress, "sg-map__toggle");
    this.box.append(this.#toggle);
    this.#label(this.#toggle);
  }

  press() {
    this.#toggle?.click();
  }

  /** Bring the page in line with the state of the node. */
  show() {
    this.li.classList.toggle("sg-map__item--hit", this.isHit);
    this.li.classList.toggle("sg-map__item--out", this.isOut);
    if (!this.list || !this.#toggle || this.list.hasAttribute("hidden") !== this.open) return;
    if (this.open) this.list.removeAttribute("hidden");
    else this.list.setAttribute("hidden", "until-found");
    this.#label(this.#toggle);
  }

  /** @param {HTMLButtonElement} toggle */
  #label(toggle) {
    toggle.setAttribute("aria-expanded", String(this.open));
    toggle.children[0].textContent = `${this.open ? "Collapse" : "Expand"} ${this.link.textContent}`;
  }
}
