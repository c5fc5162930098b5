/* Where the arrow keys lead on the mind map. Draws nothing. */
"use strict";

/** @typedef {"ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight"} ArrowKey */

/**
 * The order of the nodes as they stand: left and right of the hub, or in one column.
 * @template {MindMapItem} Item
 */
class MindMapOrder {
  /**
   * @param {Item[]} items
   * @param {Item[]} left the topics on the left of the hub
   * @param {boolean} isWide whether there are sides; an outline has none
   */
  constructor(items, left, isWide) {
    this.items = items;
    this.left = left;
    this.isWide = isWide;
  }

  /** @param {Item} item */
  isLeft(item) {
    return this.isWide && this.left.includes(item.topic);
  }

  /**
   * Whether a key leads away from the hub.
   * @param {Item} item
   * @param {ArrowKey} key
   */
  isOutward(item, key) {
    return this.isLeft(item) ? key === "ArrowLeft" : key === "ArrowRight";
  }

  /**
   * The next node in a column of the map, or in the whole outline.
   * @param {Item} item
   * @param {number} step
   * @returns {Item | undefined}
   */
  beside(item, step) {
    const column = this.items.filter((other) => other.isShown && (!this.isWide || this.#sharesColumn(item, other)));
    return column[column.indexOf(item) + step];
  }

  /**
   * @param {Item} item
   * @param {Item} other
   */
  #sharesColumn(item, other) {
    return this.isLeft(other) === this.isLeft(item) && other.depth === item.depth;
  }

  /**
   * Where a key leads from the hub: on the map to the middle of a side, in the outline down.
   * @param {ArrowKey} key
   * @returns {Item | undefined}
   */
  fromHub(key) {
    const topics = this.items.filter((item) => !item.parent && !item.isOut);
    if (!this.isWide) return key === "ArrowDown" || key === "ArrowRight" ? topics[0] : undefined;
    if (key === "ArrowUp" || key === "ArrowDown") return undefined;
    const side = topics.filter((topic) => this.isLeft(topic) === (key === "ArrowLeft"));
    return side[Math.floor((side.length - 1) / 2)];
  }
}
