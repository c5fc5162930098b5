/*
 * Draws the nested list of links in `.sg-map` as a two-sided mind map (see mindmap.css).
 * The list is complete without this script; here it learns to fold, filter, zoom and take arrow keys.
 * On a narrow screen and in print the stylesheet leaves it an indented outline.
 * Its parts are in mindmap-tree.js, mindmap-view.js and mindmap-keys.js, which are loaded before it.
 */
(function () {
  "use strict";

  const { tree, view, keys } = window.sgMap;

  function makeMap(root) {
    const find = (name) => root.querySelector(".sg-map__" + name);
    const items = [];
    const topics = tree.collect(find("list--topics"), null, items);
    return {
      root, items, topics, left: [], paths: [], kept: null, zoom: 1, offset: { x: 0, y: 0 },
      bar: find("bar"), view: find("view"), canvas: find("canvas"), stage: find("stage"),
      hub: find("node--hub"), hubLink: find("node--hub").querySelector("a"),
      input: find("filter"), hits: find("hits"), output: find("zoom"), help: find("help"), keys: find("keys"),
      openers: Array.from(root.querySelectorAll("[data-open]")),
    };
  }

  function addToggles(map) {
    map.items.filter((item) => item.list).forEach((item) => {
      tree.addToggle(item, () => view.change(map, item, () => tree.setOpen(item, !item.open)));
    });
  }

  function filter(map, text) {
    const wasFiltered = map.kept;
    map.input.value = text;
    map.hits.textContent = tree.filter(map, text);
    if (wasFiltered || map.kept) view.arrange(map);
  }

  function onFilterKey(map, event) {
    const first = map.items.find((item) => item.hit);
    if (event.key === "Escape") filter(map, "");
    else if (event.key === "Enter" && first) keys.focus(first.link);
  }

  function open(map, kind) {
    map.input.value = "";
    map.hits.textContent = tree.filter(map, "");
    tree.openDownTo(map, kind);
    view.arrange(map);
  }

  function listenToBar(map) {
    map.openers.forEach((button) => button.addEventListener("click", () => open(map, button.dataset.open)));
    map.root.querySelectorAll("[data-zoom]").forEach((button) =>
      button.addEventListener("click", () => view.zoomBy(map, button.dataset.zoom)));
    map.input.addEventListener("input", () => filter(map, map.input.value));
    map.input.addEventListener("keydown", (event) => onFilterKey(map, event));
    listenToHelp(map);
  }

  function showHelp(map, shown) {
    map.keys.hidden = !shown;
    map.help.querySelector("button").setAttribute("aria-expanded", String(shown));
  }

  function listenToHelp(map) {
    const button = map.help.querySelector("button");
    button.addEventListener("click", () => showHelp(map, map.keys.hidden));
    map.help.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || map.keys.hidden) return;
      showHelp(map, false);
      button.focus();
    });
    document.addEventListener("pointerdown", (event) => {
      if (!map.help.contains(event.target)) showHelp(map, false);
    });
  }

  /** The browser found a match (find in page, text fragment): open everything around it. */
  function reveal(map, event) {
    tree.openAround(map, event.target);
    requestAnimationFrame(() => view.refresh(map));
  }

  function listenToView(map) {
    map.view.addEventListener("keydown", (event) => keys.onKey(map, event));
    map.view.addEventListener("beforematch", (event) => reveal(map, event));
    map.view.addEventListener("pointerdown", (event) => view.startDrag(map, event));
    map.view.addEventListener("wheel", (event) => view.onWheel(map, event), { passive: false });
    view.WIDE.addEventListener("change", () => view.arrange(map));
    // Fonts that arrive late, a resized window and a reader's text size all end up here.
    const resized = new ResizeObserver(() => view.refresh(map));
    resized.observe(map.stage);
    resized.observe(map.view);
  }

  function draw(root) {
    if (root.classList.contains("sg-map--on")) return;
    const map = makeMap(root);
    addToggles(map);
    map.openers[1].hidden = !map.items.some((item) => item.kind === "section");
    view.paint(map);
    view.split(map);
    root.classList.add("sg-map--on");
    map.bar.hidden = false;
    listenToBar(map);
    listenToView(map);
    view.start(map);
  }

  function drawAll() {
    document.querySelectorAll(".sg-map").forEach(draw);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", drawAll);
  drawAll();
})();
