/* The keys of the mind map: arrows go from node to node, Space folds, + - 0 zoom. */
"use strict";

class MindMapKeys {
  static #ZOOM = new Map([["+", "in"], ["=", "in"], ["-", "out"], ["0", "fit"]]);

  /** @param {MindMapView} map */
  constructor(map) {
    this.map = map;
    map.view.addEventListener("keydown", (event) => this.#onKey(event));
  }

  /** @param {HTMLElement} link of a node */
  static focus(link) {
    link.focus({ preventScroll: true });
    link.closest(".sg-map__node")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const target = /** @type {Element} */ (event.target);
    const zoom = MindMapKeys.#ZOOM.get(event.key);
    if (zoom && this.map.isWide) this.map.zoomBy(zoom);
    else if (!target.matches(".sg-map__link") || !this.#onNodeKey(target, event.key)) return;
    event.preventDefault();
  }

  /**
   * Handle a key on a node's link; return whether the key meant something.
   * @param {Element} link
   * @param {string} key
   */
  #onNodeKey(link, key) {
    const item = this.map.tree.items.find((each) => each.link === link);
    if (key === " ") return this.#fold(item);
    if (key !== "Home" && !key.startsWith("Arrow")) return false;
    const target = key === "Home" ? this.map.hubLink : this.#ledTo(item, /** @type {ArrowKey} */ (key));
    if (target) MindMapKeys.focus(target);
    return true;
  }

  /** @param {MindMapNode | undefined} item */
  #fold(item) {
    if (!item?.isBranch) return false;
    item.press();
    return true;
  }

  /**
   * The link that an arrow leads to; one that leads away from the hub opens a closed branch.
   * @param {MindMapNode | undefined} item where it leads from; undefined for the hub
   * @param {ArrowKey} key
   */
  #ledTo(item, key) {
    const { tree, left, isWide, hubLink } = this.map;
    const order = new MindMapOrder(tree.items, left, isWide);
    if (!item) return order.fromHub(key)?.link;
    if (key === "ArrowUp" || key === "ArrowDown") return order.beside(item, key === "ArrowUp" ? -1 : 1)?.link;
    if (!order.isOutward(item, key)) return item.parent?.link ?? hubLink;
    if (item.isBranch && !item.open) this.map.change(item, () => { item.open = true; });
    return item.shownChildren[0]?.link;
  }
}
