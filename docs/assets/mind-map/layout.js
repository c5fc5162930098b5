/* The geometry of the mind map: sides, colours, curves, zoom. Draws nothing. */
"use strict";

/** @typedef {{ left: number, right: number, middle: number }} MindMapBox where a node is drawn on the stage */
/** @typedef {{ width: number, height: number }} MindMapSize */

const sgLayout = {
  ZOOM: { least: 0.2, most: 2, step: 1.2, readable: 0.75 },

  /**
   * Which topics go to the left of the hub: those whose middle is in the second half, so that both sides are about as
   * high.
   * @param {number[]} weights of the topics, in their order
   * @returns {boolean[]}
   */
  sides(weights) {
    const half = weights.reduce((sum, weight) => sum + weight, 0) / 2;
    let sum = 0;
    return weights.map((weight) => {
      sum += weight;
      return sum - weight / 2 > half;
    });
  },

  /**
   * The hue of a topic: neighbours differ by the golden angle.
   * @param {number} index
   */
  hue(index) {
    return Math.round(250 + index * 137.508) % 360;
  },

  /**
   * The curve from a node to a child, as SVG takes it.
   * @param {MindMapBox} from
   * @param {MindMapBox} to
   */
  curve(from, to) {
    const isLeftward = to.right < from.left;
    const start = isLeftward ? from.left : from.right;
    const end = isLeftward ? to.right : to.left;
    const bend = (start + end) / 2;
    return `M${start} ${from.middle}C${bend} ${from.middle} ${bend} ${to.middle} ${end} ${to.middle}`;
  },

  /**
   * The curves to an item and to everything that is shown below it.
   * @template {MindMapItem} Item
   * @param {Item} item
   * @param {MindMapBox} from
   * @param {(item: Item) => MindMapBox} boxOf
   * @returns {string}
   */
  curves(item, from, boxOf) {
    const box = boxOf(item);
    const below = item.shownChildren.map((/** @type {Item} */ child) => sgLayout.curves(child, box, boxOf));
    return sgLayout.curve(from, box) + below.join("");
  },

  /** @param {number} zoom */
  allowed(zoom) {
    return Math.min(sgLayout.ZOOM.most, Math.max(sgLayout.ZOOM.least, zoom));
  },

  /**
   * The zoom at which the whole stage fits the view; a small one is not enlarged.
   * @param {MindMapSize} stage
   * @param {MindMapSize} view
   */
  fitting(stage, view) {
    return Math.min(1, view.width / stage.width, view.height / stage.height);
  },

  /**
   * Where a scaled stage begins along one axis of the view: a small one stands in the middle.
   * @param {number} size of the stage, scaled
   * @param {number} room of the view
   */
  offset(size, room) {
    return Math.max(0, (room - size) / 2);
  },
};
