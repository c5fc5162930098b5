/*
 * Draws the nested list of links in `.sg-map` as a two-sided mind map (see mindmap.css).
 * The list is complete without this script; here it learns to fold, filter, zoom and take arrow keys.
 * On a narrow screen and in print the stylesheet leaves it an indented outline.
 */
(function () {
  "use strict";

  const WIDE = window.matchMedia("screen and (min-width: 44em)");
  const SVG = "http://www.w3.org/2000/svg";
  const KINDS = ["topic", "section", "question"];
  const ZOOM = { least: 0.2, most: 2, step: 1.2, readable: 0.75 };
  const GOLDEN_ANGLE = 137.508;
  const CLOSED = "until-found";

  /* ---- The items: one for each node but the hub ---- */

  function makeItem(li, parent) {
    const node = li.querySelector(".sg-map__node");
    const link = node.querySelector(".sg-map__link");
    const level = node.querySelector(".sg-map__level");
    return {
      li, node, link, parent,
      kind: KINDS.find((kind) => li.classList.contains("sg-map__item--" + kind)),
      list: li.querySelector(".sg-map__list"),
      text: fold(link.textContent + (level ? " " + level.textContent : "")),
      children: [], toggle: null, open: true, hit: false, out: false,
    };
  }

  function collect(list, parent, items) {
    return Array.from(list.children, (li) => {
      const item = makeItem(li, parent);
      items.push(item);
      if (item.list) item.children = collect(item.list, item, items);
      return item;
    });
  }

  function fold(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  function topicOf(item) {
    return item.parent ? topicOf(item.parent) : item;
  }

  function isShown(item) {
    return !item.out && (!item.parent || (item.parent.open && isShown(item.parent)));
  }

  /* ---- Folding ---- */

  function addToggle(map, item) {
    item.toggle = document.createElement("button");
    item.toggle.type = "button";
    item.toggle.className = "sg-map__toggle";
    item.toggle.appendChild(document.createElement("span")).className = "sg-map__sr";
    item.toggle.addEventListener("click", () => change(map, item, () => setOpen(item, !item.open)));
    item.node.appendChild(item.toggle);
  }

  function setOpen(item, open) {
    if (!item.list || item.open === open) return;
    item.open = open;
    if (open) item.list.removeAttribute("hidden");
    else item.list.setAttribute("hidden", CLOSED);
    label(item);
  }

  function label(item) {
    item.toggle.setAttribute("aria-expanded", String(item.open));
    item.toggle.firstChild.textContent = (item.open ? "Collapse " : "Expand ") + item.link.textContent;
  }

  /** Whether opening the map down to a kind of node opens this item. */
  function opensAt(item, kind) {
    if (kind === "question") return true;
    return kind === "section" && item.children.some((child) => child.kind === "section");
  }

  function openDownTo(map, kind) {
    map.items.forEach((item) => setOpen(item, opensAt(item, kind)));
  }

  function showPressed(map) {
    const branches = map.items.filter((item) => item.list);
    map.openers.forEach((button) => {
      const pressed = branches.every((item) => item.open === opensAt(item, button.dataset.open));
      button.setAttribute("aria-pressed", String(pressed));
    });
  }

  /** The browser found a match (find in page, text fragment): open everything around it. */
  function reveal(map, event) {
    let item = map.items.find((each) => each.list === event.target);
    for (; item; item = item.parent) setOpen(item, true);
    requestAnimationFrame(() => refresh(map));
  }

  /* ---- Drawing ---- */

  function refresh(map) {
    showPressed(map);
    if (!WIDE.matches) return;
    place(map);
    drawEdges(map);
  }

  /** Change the tree while one node stays where the reader looks. */
  function change(map, item, action) {
    const before = item.node.getBoundingClientRect();
    action();
    refresh(map);
    if (!WIDE.matches) return;
    const after = item.node.getBoundingClientRect();
    map.view.scrollLeft += after.left - before.left;
    map.view.scrollTop += after.top - before.top;
  }

  /** Size the scrolled canvas to the scaled stage and keep a small stage in the middle. */
  function place(map) {
    const width = map.stage.offsetWidth * map.zoom;
    const height = map.stage.offsetHeight * map.zoom;
    map.offset = {
      x: Math.max(0, (map.view.clientWidth - width) / 2),
      y: Math.max(0, (map.view.clientHeight - height) / 2),
    };
    setVariables(map.canvas, { "canvas-width": width + "px", "canvas-height": height + "px" });
    setVariables(map.stage, { x: map.offset.x + "px", y: map.offset.y + "px", zoom: map.zoom });
  }

  function setVariables(element, values) {
    Object.keys(values).forEach((name) => element.style.setProperty("--sg-map-" + name, values[name]));
  }

  function drawEdges(map) {
    const origin = map.stage.getBoundingClientRect();
    const boxOf = (node) => {
      const box = node.getBoundingClientRect();
      return {
        left: (box.left - origin.left) / map.zoom,
        right: (box.right - origin.left) / map.zoom,
        middle: ((box.top + box.bottom) / 2 - origin.top) / map.zoom,
      };
    };
    const hub = boxOf(map.hub);
    const drawn = map.topics.map((topic) => (topic.out ? [] : edges(topic, hub, boxOf)).join(""));
    drawn.forEach((path, index) => map.paths[index].setAttribute("d", path));
  }

  function edges(item, from, boxOf) {
    const box = boxOf(item.node);
    const shown = item.open ? item.children.filter((child) => !child.out) : [];
    return shown.reduce((all, child) => all.concat(edges(child, box, boxOf)), [edge(from, box)]);
  }

  function edge(from, to) {
    const leftwards = to.right < from.left;
    const start = leftwards ? from.left : from.right;
    const end = leftwards ? to.right : to.left;
    const bend = (start + end) / 2;
    return `M${start} ${from.middle}C${bend} ${from.middle} ${bend} ${to.middle} ${end} ${to.middle}`;
  }

  /* ---- Zoom and position ---- */

  /** Zoom while the point of the view at x, y (default: its middle) stays where it is. */
  function zoomTo(map, zoom, x = map.view.clientWidth / 2, y = map.view.clientHeight / 2) {
    const stageX = (map.view.scrollLeft + x - map.offset.x) / map.zoom;
    const stageY = (map.view.scrollTop + y - map.offset.y) / map.zoom;
    map.zoom = Math.min(ZOOM.most, Math.max(ZOOM.least, zoom));
    map.output.textContent = Math.round(map.zoom * 100) + "%";
    place(map);
    map.view.scrollLeft = stageX * map.zoom + map.offset.x - x;
    map.view.scrollTop = stageY * map.zoom + map.offset.y - y;
  }

  function fittingZoom(map) {
    const across = map.view.clientWidth / map.stage.offsetWidth;
    return Math.min(1, across, map.view.clientHeight / map.stage.offsetHeight);
  }

  function fit(map, least) {
    refresh(map);
    zoomTo(map, Math.max(least, fittingZoom(map)));
    centre(map, map.hub);
  }

  function centre(map, node) {
    const view = map.view.getBoundingClientRect();
    const box = node.getBoundingClientRect();
    map.view.scrollLeft += (box.left + box.right) / 2 - (view.left + view.right) / 2;
    map.view.scrollTop += (box.top + box.bottom) / 2 - (view.top + view.bottom) / 2;
  }

  function zoomBy(map, command) {
    if (command === "fit") fit(map, ZOOM.least);
    else zoomTo(map, command === "in" ? map.zoom * ZOOM.step : map.zoom / ZOOM.step);
  }

  /* ---- Filter ---- */

  function filter(map) {
    const words = fold(map.input.value).split(/\s+/).filter(Boolean);
    if (!words.length) return clearFilter(map);
    if (!map.kept) map.kept = new Set(map.items.filter((item) => item.open));
    map.topics.forEach((topic) => takeOut(topic, !mark(topic, words)));
    map.hits.textContent = describe(map);
    arrange(map);
  }

  /** Mark the hits of a branch and open what leads to them; return whether it holds any. */
  function mark(item, words) {
    const holding = item.children.filter((child) => mark(child, words));
    item.hit = words.every((word) => item.text.includes(word));
    // A hit without hits below keeps its children, folded, for the reader to open.
    item.children.forEach((child) => takeOut(child, holding.length > 0 && !holding.includes(child)));
    setOpen(item, holding.length > 0);
    return item.hit || holding.length > 0;
  }

  function takeOut(item, out) {
    item.out = out;
    showMark(item);
  }

  function showMark(item) {
    item.li.classList.toggle("sg-map__item--hit", item.hit);
    item.li.classList.toggle("sg-map__item--out", item.out);
  }

  function describe(map) {
    const hits = map.items.filter((item) => item.hit);
    const topics = new Set(hits.map(topicOf)).size;
    return hits.length
      ? `${plural(hits.length, "hit")} in ${plural(topics, "topic")}`
      : "No hits";
  }

  function plural(number, word) {
    return `${number} ${word}${number === 1 ? "" : "s"}`;
  }

  function clearFilter(map) {
    map.input.value = "";
    map.hits.textContent = "";
    if (!map.kept) return;
    map.items.forEach((item) => {
      item.hit = item.out = false;
      showMark(item);
      setOpen(item, map.kept.has(item));
    });
    map.kept = null;
    arrange(map);
  }

  /* ---- Keyboard ---- */

  function onKey(map, event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const zoom = { "+": "in", "=": "in", "-": "out", 0: "fit" }[event.key];
    if (zoom && WIDE.matches) zoomBy(map, zoom);
    else if (!event.target.matches(".sg-map__link") || !onNodeKey(map, event)) return;
    event.preventDefault();
  }

  /** Handle a key on a node's link; return whether the key meant something. */
  function onNodeKey(map, event) {
    const item = map.items.find((each) => each.link === event.target);
    if (event.key === "Home") return focus(map.hubLink);
    if (event.key === " ") return press(item);
    if (!event.key.startsWith("Arrow")) return false;
    const target = item ? neighbour(map, item, event.key) : fromHub(map, event.key);
    if (target) focus(target.link || target);
    return true;
  }

  function press(item) {
    if (!item || !item.list) return false;
    item.toggle.click();
    return true;
  }

  function focus(link) {
    link.focus({ preventScroll: true });
    link.closest(".sg-map__node").scrollIntoView({ block: "nearest", inline: "nearest" });
    return true;
  }

  function isLeft(map, item) {
    return WIDE.matches && map.left.includes(topicOf(item));
  }

  function neighbour(map, item, key) {
    if (key === "ArrowUp" || key === "ArrowDown") return beside(map, item, key === "ArrowUp" ? -1 : 1);
    const outwards = (key === "ArrowLeft") === isLeft(map, item);
    if (!outwards) return item.parent || map.hubLink;
    if (item.list && !item.open) change(map, item, () => setOpen(item, true));
    return item.children.find((child) => !child.out);
  }

  /** The next node in a column of the map, or in the whole outline. */
  function beside(map, item, step) {
    const column = map.items.filter((other) => isShown(other) && (!WIDE.matches ||
      (isLeft(map, other) === isLeft(map, item) && depth(other) === depth(item))));
    return column[column.indexOf(item) + step];
  }

  function depth(item) {
    return item.parent ? depth(item.parent) + 1 : 1;
  }

  function fromHub(map, key) {
    const shown = map.topics.filter((topic) => !topic.out);
    if (!WIDE.matches) return key === "ArrowDown" || key === "ArrowRight" ? shown[0] : null;
    const side = shown.filter((topic) => isLeft(map, topic) === (key === "ArrowLeft"));
    if (key === "ArrowUp" || key === "ArrowDown") return null;
    return side[Math.floor((side.length - 1) / 2)];
  }

  /* ---- Pointer ---- */

  function startDrag(map, event) {
    const onControl = event.target.closest("a, button");
    if (event.button || event.pointerType !== "mouse" || onControl || !WIDE.matches) return;
    const from = { x: event.clientX, y: event.clientY, left: map.view.scrollLeft, top: map.view.scrollTop };
    const move = (next) => {
      map.view.scrollLeft = from.left - (next.clientX - from.x);
      map.view.scrollTop = from.top - (next.clientY - from.y);
    };
    const stop = () => {
      map.view.classList.remove("sg-map__view--dragged");
      map.view.removeEventListener("pointermove", move);
    };
    map.view.setPointerCapture(event.pointerId);
    map.view.classList.add("sg-map__view--dragged");
    map.view.addEventListener("pointermove", move);
    map.view.addEventListener("lostpointercapture", stop, { once: true });
  }

  function onWheel(map, event) {
    if (!event.ctrlKey || !WIDE.matches) return;
    event.preventDefault();
    const view = map.view.getBoundingClientRect();
    const factor = Math.exp(-Math.sign(event.deltaY) * Math.min(0.2, Math.abs(event.deltaY) / 300));
    zoomTo(map, map.zoom * factor, event.clientX - view.left, event.clientY - view.top);
  }

  /* ---- Setting up ---- */

  function makeMap(root) {
    const find = (name) => root.querySelector(".sg-map__" + name);
    const items = [];
    const topics = collect(find("list--topics"), null, items);
    return {
      root, items, topics, left: [], paths: [], kept: null, zoom: 1, offset: { x: 0, y: 0 },
      bar: find("bar"), view: find("view"), canvas: find("canvas"), stage: find("stage"),
      hub: find("node--hub"), hubLink: find("node--hub").querySelector("a"),
      input: find("filter"), hits: find("hits"), output: find("zoom"), help: find("help"), keys: find("keys"),
      openers: Array.from(root.querySelectorAll("[data-open]")),
    };
  }

  /** Move the later topics to a list of their own, so that both sides are about as high. */
  function split(map) {
    const weights = map.topics.map((topic) => 1 + topic.children.filter((child) => child.list).length);
    const half = weights.reduce((sum, weight) => sum + weight, 0) / 2;
    let sum = 0;
    map.left = map.topics.filter((topic, index) => {
      sum += weights[index];
      return index > 0 && sum - weights[index] / 2 > half;
    });
    if (!map.left.length) return;
    const list = document.createElement("ul");
    list.className = "sg-map__list sg-map__list--topics sg-map__list--left";
    list.append(...map.left.map((topic) => topic.li));
    map.stage.appendChild(list);
  }

  /** Give each topic a hue and a path; neighbours differ by the golden angle. */
  function paint(map) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("class", "sg-map__edges");
    svg.setAttribute("aria-hidden", "true");
    map.paths = map.topics.map((topic, index) => {
      const path = svg.appendChild(document.createElementNS(SVG, "path"));
      const hue = Math.round(250 + index * GOLDEN_ANGLE) % 360;
      setVariables(topic.li, { hue });
      setVariables(path, { hue });
      return path;
    });
    map.stage.prepend(svg);
  }

  /** Choose how much to open at first: sections too, where they fit across at a readable size. */
  function start(map) {
    openDownTo(map, WIDE.matches ? "section" : "topic");
    const narrow = map.view.clientWidth / map.stage.offsetWidth < ZOOM.readable;
    if (WIDE.matches && narrow) openDownTo(map, "topic");
    arrange(map);
  }

  /** Take the shape for the width of the screen: a scrolled map, or an outline. */
  function arrange(map) {
    if (WIDE.matches) {
      map.view.tabIndex = 0;
      map.view.setAttribute("role", "group");
      map.view.setAttribute("aria-label", "Map, scrolls in both directions");
      fit(map, ZOOM.readable);
    } else {
      ["tabindex", "role", "aria-label"].forEach((name) => map.view.removeAttribute(name));
      refresh(map);
    }
  }

  function showHelp(map, shown) {
    map.keys.hidden = !shown;
    map.help.querySelector("button").setAttribute("aria-expanded", String(shown));
  }

  function listenToBar(map) {
    map.openers.forEach((button) => button.addEventListener("click", () => {
      clearFilter(map);
      openDownTo(map, button.dataset.open);
      arrange(map);
    }));
    map.root.querySelectorAll("[data-zoom]").forEach((button) =>
      button.addEventListener("click", () => zoomBy(map, button.dataset.zoom)));
    map.input.addEventListener("input", () => filter(map));
    map.input.addEventListener("keydown", (event) => {
      const first = map.items.find((item) => item.hit);
      if (event.key === "Escape") clearFilter(map);
      else if (event.key === "Enter" && first) focus(first.link);
    });
    listenToHelp(map);
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

  function listenToView(map) {
    map.view.addEventListener("keydown", (event) => onKey(map, event));
    map.view.addEventListener("beforematch", (event) => reveal(map, event));
    map.view.addEventListener("pointerdown", (event) => startDrag(map, event));
    map.view.addEventListener("wheel", (event) => onWheel(map, event), { passive: false });
    WIDE.addEventListener("change", () => arrange(map));
    // Fonts that arrive late, a resized window and a reader's text size all end up here.
    const resized = new ResizeObserver(() => refresh(map));
    resized.observe(map.stage);
    resized.observe(map.view);
  }

  function draw(root) {
    if (root.classList.contains("sg-map--on")) return;
    const map = makeMap(root);
    map.items.filter((item) => item.list).forEach((item) => {
      addToggle(map, item);
      label(item);
    });
    map.openers[1].hidden = !map.items.some((item) => item.kind === "section");
    paint(map);
    split(map);
    root.classList.add("sg-map--on");
    map.bar.hidden = false;
    listenToBar(map);
    listenToView(map);
    start(map);
  }

  function drawAll() {
    document.querySelectorAll(".sg-map").forEach(draw);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", drawAll);
  drawAll();
})();
