/* The bar of the mind map: how far it is open, zoom, the filter, and the help on its keys. */
"use strict";

class MindMapBar {
  #button;

  /** @param {MindMapView} map */
  constructor(map) {
    this.map = map;
    this.input = /** @type {HTMLInputElement} */ (map.find("filter"));
    this.hits = map.find("hits");
    this.help = map.find("help");
    this.keys = map.find("keys");
    this.#button = /** @type {HTMLButtonElement} */ (this.help.querySelector("button"));
    this.#hideNeedless();
    this.#listen();
    map.find("bar").hidden = false;
  }

  /* A guide without sections has nothing to open down to them. */
  #hideNeedless() {
    const { openers, tree } = this.map;
    const sections = openers.find((button) => button.dataset.open === "section");
    if (sections) sections.hidden = !tree.items.some((item) => item.kind === "section");
  }

  #listen() {
    for (const button of this.map.openers) {
      button.addEventListener("click", () => this.#open(/** @type {MindMapKind} */ (button.dataset.open)));
    }
    /** @type {NodeListOf<HTMLElement>} */
    const zooms = this.map.root.querySelectorAll("[data-zoom]");
    for (const button of zooms) button.addEventListener("click", () => this.map.zoomBy(button.dataset.zoom ?? ""));
    this.input.addEventListener("input", () => this.#filter(this.input.value));
    this.input.addEventListener("keydown", ({ key }) => this.#onFilterKey(key));
    this.#listenToHelp();
  }

  /** @param {MindMapKind} kind */
  #open(kind) {
    this.#setFilter("");
    this.map.tree.openDownTo(kind);
    this.map.arrange();
  }

  /** @param {string} text */
  #setFilter(text) {
    this.input.value = text;
    this.hits.textContent = this.map.tree.filter(text);
  }

  /** @param {string} text */
  #filter(text) {
    const wasFiltered = this.map.tree.isFiltered;
    this.#setFilter(text);
    if (wasFiltered || this.map.tree.isFiltered) this.map.arrange();
  }

  /** @param {string} key */
  #onFilterKey(key) {
    const first = this.map.tree.items.find((item) => item.isHit);
    if (key === "Escape") this.#filter("");
    else if (key === "Enter" && first) MindMapKeys.focus(first.link);
  }

  #listenToHelp() {
    this.#button.addEventListener("click", () => this.#showHelp(Boolean(this.keys.hidden)));
    this.help.addEventListener("keydown", ({ key }) => {
      if (key !== "Escape" || this.keys.hidden) return;
      this.#showHelp(false);
      this.#button.focus();
    });
    document.addEventListener("pointerdown", ({ target }) => {
      if (!this.help.contains(/** @type {Node} */ (target))) this.#showHelp(false);
    });
  }

  /** @param {boolean} shown */
  #showHelp(shown) {
    this.keys.hidden = !shown;
    this.#button.setAttribute("aria-expanded", String(shown));
  }
}
