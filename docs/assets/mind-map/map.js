/* Draws the nested list of links in `.sg-map` as a two-sided mind map.
   The list is complete without scripts; here it learns to fold, filter, zoom and take arrow keys. On a narrow screen
   and in print the style sheet leaves it an indented outline. */
"use strict";
{
  /** @param {Element} root */
  function draw(root) {
    const map = new MindMapView(root);
    for (const item of map.tree.items.filter((each) => each.isBranch)) {
      item.addToggle(() => map.change(item, () => { item.open = !item.open; }));
    }
    map.draw();
    root.classList.add("sg-map--on");
    new MindMapBar(map);
    new MindMapKeys(map);
    new MindMapPointer(map);
    listen(map);
    map.start();
  }

  /** @param {MindMapView} map */
  function listen(map) {
    map.view.addEventListener("beforematch", ({ target }) => reveal(map, target));
    MindMapView.wide.addEventListener("change", () => map.arrange());
    // Fonts that arrive late, a resized window and a reader's text size all end up here.
    const resized = new ResizeObserver(() => map.refresh());
    resized.observe(map.stage);
    resized.observe(map.view);
  }

  /**
   * The browser has found a match (find in page, text fragment): open everything around it.
   * @param {MindMapView} map
   * @param {EventTarget | null} list
   */
  function reveal(map, list) {
    map.tree.items.find((item) => item.list === list)?.reveal();
    map.show(); // at once, for the browser to scroll there
    requestAnimationFrame(() => map.refresh());
  }

  document.querySelectorAll(".sg-map").forEach(draw);
}
