/* The view of the mind map: where it is drawn, how large, and what the pointer does to it. Needs mindmap-tree.js.
   On a narrow screen it is an outline, and the style sheet does all of this. */
(function () {
  "use strict";

  const { tree } = window.sgMap;
  const WIDE = window.matchMedia("screen and (min-width: 44em)");
  const SVG = "http://www.w3.org/2000/svg";
  const ZOOM = { least: 0.2, most: 2, step: 1.2, readable: 0.75 };
  const GOLDEN_ANGLE = 137.508;

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

  function showPressed(map) {
    const branches = map.items.filter((item) => item.list);
    map.openers.forEach((button) => {
      const pressed = branches.every((item) => item.open === tree.opensAt(item, button.dataset.open));
      button.setAttribute("aria-pressed", String(pressed));
    });
  }

  /* ---- Sides and colours ---- */

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

  /** Choose how much to open at first: sections too, where they fit across at a readable size. */
  function start(map) {
    tree.openDownTo(map, WIDE.matches ? "section" : "topic");
    const narrow = map.view.clientWidth / map.stage.offsetWidth < ZOOM.readable;
    if (WIDE.matches && narrow) tree.openDownTo(map, "topic");
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

  window.sgMap = Object.assign(window.sgMap, {
    view: { WIDE, refresh, change, split, paint, zoomBy, start, arrange, startDrag, onWheel },
  });
})();
