/* The mind map as it is drawn: where things stand, how large they are, and what stays put when the tree changes.
   On a narrow screen it is an outline, and the style sheet does all of this. */
"use strict";

class MindMapView {
  static #SVG = "http://www.w3.org/2000/svg";
  static wide = matchMedia("screen and (min-width: 44em)");

  /** @type {MindMapNode[]} the topics on the left of the hub */
  left = [];
  zoom = 1;
  offset = { x: 0, y: 0 };
  /** @type {SVGPathElement[]} the curves, one path for each topic */
  #paths = [];

  /** @param {Element} root */
  constructor(root) {
    this.root = root;
    this.view = this.find("view");
    this.canvas = this.find("canvas");
    this.stage = this.find("stage");
    this.hub = this.find("node--hub");
    this.hubLink = /** @type {HTMLAnchorElement} */ (this.hub.querySelector("a"));
    this.tree = new MindMapTree(MindMapNode.readAll(this.find("list--topics")));
    /** @type {HTMLButtonElement[]} the buttons that open the map down to a kind of node */
    this.openers = Array.from(root.querySelectorAll("[data-open]"));
  }

  /** @param {string} name of an element that every map has */
  find(name) {
    return /** @type {HTMLElement} */ (this.root.querySelector(`.sg-map__${name}`));
  }

  get isWide() {
    return MindMapView.wide.matches;
  }

  /**
   * Set custom properties of the style sheet.
   * @param {HTMLElement | SVGElement} element
   * @param {Record<string, string | number>} values
   */
  static #set(element, values) {
    for (const [name, value] of Object.entries(values)) element.style.setProperty(`--sg-map-${name}`, String(value));
  }

  /** Give each topic a hue and a path, and move the later topics to a list of their own on the left. */
  draw() {
    const svg = document.createElementNS(MindMapView.#SVG, "svg");
    svg.setAttribute("class", "sg-map__edges");
    svg.setAttribute("aria-hidden", "true");
    this.#paths = this.tree.topics.map((topic, index) => {
      const path = /** @type {SVGPathElement} */ (document.createElementNS(MindMapView.#SVG, "path"));
      const hue = sgLayout.hue(index);
      MindMapView.#set(topic.li, { hue });
      MindMapView.#set(path, { hue });
      svg.append(path);
      return path;
    });
    this.stage.prepend(svg);
    this.#split();
  }

  #split() {
    const { topics } = this.tree;
    const sides = sgLayout.sides(topics.map((topic) => 1 + topic.children.filter((child) => child.isBranch).length));
    this.left = topics.filter((_, index) => sides[index]);
    if (!this.left.length) return;
    const list = sgDom.element("ul", "sg-map__list sg-map__list--topics sg-map__list--left");
    list.append(...this.left.map((topic) => topic.li));
    this.stage.append(list);
  }

  /** Choose how much to open at first: sections too, where they fit across at a readable size. */
  start() {
    this.tree.openDownTo(this.isWide ? "section" : "topic");
    this.show();
    const isCramped = this.view.clientWidth / this.stage.offsetWidth < sgLayout.ZOOM.readable;
    if (this.isWide && isCramped) this.tree.openDownTo("topic");
    this.arrange();
  }

  /** Take the shape for the width of the screen: a scrolled map, or an outline. */
  arrange() {
    if (this.isWide) {
      this.view.tabIndex = 0;
      this.view.setAttribute("role", "group");
      this.view.setAttribute("aria-label", "Map, scrolls in both directions");
      this.fit(sgLayout.ZOOM.readable);
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) this.view.removeAttribute(name);
      this.refresh();
    }
  }

  /** Bring the page in line with the state of the tree. */
  show() {
    for (const item of this.tree.items) item.show();
    for (const button of this.openers) {
      const kind = /** @type {MindMapKind} */ (button.dataset.open);
      button.setAttribute("aria-pressed", String(this.tree.isOpenDownTo(kind)));
    }
  }

  refresh() {
    this.show();
    if (!this.isWide) return;
    this.#place();
    this.#drawCurves();
  }

  /**
   * Change the tree while one node stays where the reader looks.
   * @param {MindMapNode} item
   * @param {() => void} action
   */
  change(item, action) {
    const before = item.box.getBoundingClientRect();
    action();
    this.refresh();
    if (!this.isWide) return;
    const after = item.box.getBoundingClientRect();
    this.view.scrollLeft += after.left - before.left;
    this.view.scrollTop += after.top - before.top;
  }

  /** Size the scrolled canvas to the scaled stage and keep a small stage in the middle. */
  #place() {
    const width = this.stage.offsetWidth * this.zoom;
    const height = this.stage.offsetHeight * this.zoom;
    this.offset = {
      x: sgLayout.offset(width, this.view.clientWidth),
      y: sgLayout.offset(height, this.view.clientHeight),
    };
    MindMapView.#set(this.canvas, { "canvas-width": `${width}px`, "canvas-height": `${height}px` });
    MindMapView.#set(this.stage, { x: `${this.offset.x}px`, y: `${this.offset.y}px`, zoom: this.zoom });
  }

  #drawCurves() {
    const origin = this.stage.getBoundingClientRect();
    const boxOf = (/** @type {Element} */ node) => {
      const box = node.getBoundingClientRect();
      return {
        left: (box.left - origin.left) / this.zoom,
        right: (box.right - origin.left) / this.zoom,
        middle: ((box.top + box.bottom) / 2 - origin.top) / this.zoom,
      };
    };
    const hub = boxOf(this.hub);
    // Measure everything before writing anything; otherwise the browser would lay out the page anew for each topic.
    const drawn = this.tree.topics.map((topic) =>
      (topic.isOut ? "" : sgLayout.curves(topic, hub, (item) => boxOf(item.box))));
    drawn.forEach((path, index) => this.#paths[index].setAttribute("d", path));
  }

  /**
   * Zoom while the point of the view at x, y (its middle, if nothing else is said) stays where it is.
   * @param {number} zoom
   */
  zoomTo(zoom, x = this.view.clientWidth / 2, y = this.view.clientHeight / 2) {
    const stageX = (this.view.scrollLeft + x - this.offset.x) / this.zoom;
    const stageY = (this.view.scrollTop + y - this.offset.y) / this.zoom;
    this.zoom = sgLayout.allowed(zoom);
    this.find("zoom").textContent = `${Math.round(this.zoom * 100)}%`;
    this.#place();
    this.view.scrollLeft = stageX * this.zoom + this.offset.x - x;
    this.view.scrollTop = stageY * this.zoom + this.offset.y - y;
  }

  /** @param {string} command in, out or fit */
  zoomBy(command) {
    const { least, step } = sgLayout.ZOOM;
    if (command === "fit") this.fit(least);
    else this.zoomTo(command === "in" ? this.zoom * step : this.zoom / step);
  }

  /**
   * Show the whole map, or as much of it around the hub as fits at the least zoom.
   * @param {number} least
   */
  fit(least) {
    this.refresh();
    const stage = { width: this.stage.offsetWidth, height: this.stage.offsetHeight };
    const view = { width: this.view.clientWidth, height: this.view.clientHeight };
    this.zoomTo(Math.max(least, sgLayout.fitting(stage, view)));
    this.#centre(this.hub);
  }

  /** @param {Element} node */
  #centre(node) {
    const view = this.view.getBoundingClientRect();
    const box = node.getBoundingClientRect();
    this.view.scrollLeft += (box.left + box.right) / 2 - (view.left + view.right) / 2;
    this.view.scrollTop += (box.top + box.bottom) / 2 - (view.top + view.bottom) / 2;
  }
}
