/* The keys of the mind map: arrows go from node to node, Space folds, + - 0 zoom. Needs mindmap-tree.js, mindmap-view.js. */
(function () {
  "use strict";

  const { tree, view } = window.sgMap;

  function onKey(map, event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const zoom = { "+": "in", "=": "in", "-": "out", 0: "fit" }[event.key];
    if (zoom && view.WIDE.matches) view.zoomBy(map, zoom);
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
    return view.WIDE.matches && map.left.includes(tree.topicOf(item));
  }

  function neighbour(map, item, key) {
    if (key === "ArrowUp" || key === "ArrowDown") return beside(map, item, key === "ArrowUp" ? -1 : 1);
    const outwards = (key === "ArrowLeft") === isLeft(map, item);
    if (!outwards) return item.parent || map.hubLink;
    if (item.list && !item.open) view.change(map, item, () => tree.setOpen(item, true));
    return item.children.find((child) => !child.out);
  }

  /** The next node in a column of the map, or in the whole outline. */
  function beside(map, item, step) {
    const column = map.items.filter((other) => tree.isShown(other) && (!view.WIDE.matches ||
      (isLeft(map, other) === isLeft(map, item) && tree.depth(other) === tree.depth(item))));
    return column[column.indexOf(item) + step];
  }

  function fromHub(map, key) {
    const shown = map.topics.filter((topic) => !topic.out);
    if (!view.WIDE.matches) return key === "ArrowDown" || key === "ArrowRight" ? shown[0] : null;
    const side = shown.filter((topic) => isLeft(map, topic) === (key === "ArrowLeft"));
    if (key === "ArrowUp" || key === "ArrowDown") return null;
    return side[Math.floor((side.length - 1) / 2)];
  }

  window.sgMap = Object.assign(window.sgMap, { keys: { onKey, focus } });
})();
