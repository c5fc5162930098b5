/* The tree of the mind map: its items, which of them are open, and which of them a filter shows. Draws nothing. */
(function () {
  "use strict";

  const KINDS = ["topic", "section", "question"];
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

  function depth(item) {
    return item.parent ? depth(item.parent) + 1 : 1;
  }

  /* ---- Folding ---- */

  /** Give an item the button that folds it, and say what follows when it is pressed. */
  function addToggle(item, onPress) {
    item.toggle = document.createElement("button");
    item.toggle.type = "button";
    item.toggle.className = "sg-map__toggle";
    item.toggle.appendChild(document.createElement("span")).className = "sg-map__sr";
    item.toggle.addEventListener("click", onPress);
    item.node.appendChild(item.toggle);
    label(item);
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

  /** Open the branch of a list and everything around it. */
  function openAround(map, list) {
    let item = map.items.find((each) => each.list === list);
    for (; item; item = item.parent) setOpen(item, true);
  }

  /* ---- Filter ---- */

  /** Show the branches with all of the words only, opened down to them; without words, what was open before. */
  function filter(map, text) {
    const words = fold(text).split(/\s+/).filter(Boolean);
    if (!words.length) return clearFilter(map);
    if (!map.kept) map.kept = new Set(map.items.filter((item) => item.open));
    map.topics.forEach((topic) => takeOut(topic, !mark(topic, words)));
    return describe(map);
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
    if (!map.kept) return "";
    map.items.forEach((item) => {
      item.hit = item.out = false;
      showMark(item);
      setOpen(item, map.kept.has(item));
    });
    map.kept = null;
    return "";
  }

  window.sgMap = Object.assign(window.sgMap || {}, {
    tree: { collect, topicOf, isShown, depth, addToggle, setOpen, opensAt, openDownTo, openAround, filter },
  });
})();
