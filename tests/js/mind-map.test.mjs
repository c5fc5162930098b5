import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

load("mind-map/tree.js", "mind-map/neighbours.js", "mind-map/layout.js");

function item(kind, text, ...children) {
  const made = new MindMapItem(kind, text);
  made.adopt(children);
  return made;
}

/** Bread has a section of two questions and a question by itself; tea and salt have no sections. */
function guide() {
  return new MindMapTree([
    item(
      "topic", "Bread",
      item("section", "Dough", item("question", "Why knead? Beginner"), item("question", "What is yeast? Advanced")),
      item("question", "Why steam? Advanced"),
    ),
    item("topic", "Tea", item("question", "What is oolong? Beginner"), item("question", "Café au lait? Beginner")),
    item("topic", "Salt", item("question", "How much? Beginner")),
  ]);
}

const named = (tree, beginning) => tree.items.find((each) => each.words.startsWith(beginning));
const words = (items) => items.map((each) => each.words);
const open = (tree) => words(tree.items.filter((each) => each.isBranch && each.open));
const shown = (tree) => words(tree.items.filter((each) => each.isShown));

test("the items of a tree are in the order of the page", () => {
  assert.deepEqual(words(guide().items).slice(0, 5), [
    "bread", "dough", "why knead? beginner", "what is yeast? advanced", "why steam? advanced",
  ]);
});

test("an item knows its topic and how deep it is", () => {
  const tree = guide();

  assert.equal(named(tree, "what is yeast").topic, named(tree, "bread"));
  assert.equal(named(tree, "what is yeast").depth, 3);
  assert.equal(named(tree, "bread").depth, 1);
});

for (const [kind, opened] of [
  ["topic", []],
  ["section", ["bread"]],
  ["question", ["bread", "dough", "tea", "salt"]],
]) {
  test(`a map that is opened down to each ${kind} says so`, () => {
    const tree = guide();
    tree.openDownTo(kind);

    assert.deepEqual(open(tree), opened);
    assert.deepEqual(["topic", "section", "question"].filter((each) => tree.isOpenDownTo(each)), [kind]);
  });
}

test("the items of a closed branch do not show", () => {
  const tree = guide();
  tree.openDownTo("section");

  assert.deepEqual(shown(tree), ["bread", "dough", "why steam? advanced", "tea", "salt"]);
});

test("to reveal an item opens everything around it and nothing else", () => {
  const tree = guide();
  tree.openDownTo("topic");
  named(tree, "dough").reveal();

  assert.deepEqual(open(tree), ["bread", "dough"]);
});

test("the filter shows only branches with all of the words, opened down to them", () => {
  const tree = guide();
  tree.openDownTo("topic");

  assert.equal(tree.filter("ADVANCED what"), "1 hit in 1 topic");
  assert.deepEqual(shown(tree), ["bread", "dough", "what is yeast? advanced"]);
});

test("the filter counts hits and topics, and says when there are none", () => {
  const tree = guide();

  assert.equal(tree.filter("beginner"), "4 hits in 3 topics");
  assert.equal(tree.filter("xylophone"), "No hits");
  assert.deepEqual(shown(tree), []);
});

test("the filter finds words without their accents", () => {
  assert.equal(guide().filter("cafe"), "1 hit in 1 topic");
  assert.equal(guide().filter("ööLÖNG"), "1 hit in 1 topic");
});

test("a hit without hits below keeps its children, folded", () => {
  const tree = guide();
  tree.filter("dough");
  named(tree, "dough").open = true;

  assert.deepEqual(shown(tree), ["bread", "dough", "why knead? beginner", "what is yeast? advanced"]);
});

test("an empty filter brings back what was open before the first one", () => {
  const tree = guide();
  tree.openDownTo("section");
  tree.filter("oolong");
  tree.filter("knead");

  assert.ok(tree.isFiltered);
  assert.equal(tree.filter(" "), "");
  assert.ok(!tree.isFiltered);
  assert.deepEqual(open(tree), ["bread"]);
  assert.deepEqual(tree.items.filter((each) => each.isHit || each.isOut), []);
});

/* Tea and salt stand on the left of the hub. */
function order(tree, isWide) {
  return new MindMapOrder(tree.items, tree.topics.slice(1), isWide);
}

test("up and down stay in a column of the map", () => {
  const tree = guide();
  const map = order(tree, true);

  assert.equal(map.beside(named(tree, "tea"), 1), named(tree, "salt"));
  assert.equal(map.beside(named(tree, "tea"), -1), undefined);
  assert.equal(map.beside(named(tree, "dough"), 1), named(tree, "why steam"));
  assert.equal(map.beside(named(tree, "what is oolong"), -1), undefined);
});

test("up and down go through the whole outline, past what does not show", () => {
  const tree = guide();
  const outline = order(tree, false);

  assert.equal(outline.beside(named(tree, "tea"), -1), named(tree, "why steam"));
  named(tree, "bread").open = false;
  assert.equal(outline.beside(named(tree, "tea"), -1), named(tree, "bread"));
});

test("outward is to the left on the left, and to the right elsewhere", () => {
  const tree = guide();

  assert.ok(order(tree, true).isOutward(named(tree, "what is oolong"), "ArrowLeft"));
  assert.ok(order(tree, true).isOutward(named(tree, "dough"), "ArrowRight"));
  assert.ok(order(tree, false).isOutward(named(tree, "what is oolong"), "ArrowRight"));
  assert.ok(!order(tree, true).isOutward(named(tree, "dough"), "ArrowLeft"));
});

test("from the hub an arrow leads to the middle of a side", () => {
  const tree = guide();
  const map = order(tree, true);

  assert.equal(map.fromHub("ArrowRight"), named(tree, "bread"));
  assert.equal(map.fromHub("ArrowLeft"), named(tree, "tea"));
  assert.equal(map.fromHub("ArrowDown"), undefined);
  named(tree, "tea").isOut = true;
  assert.equal(map.fromHub("ArrowLeft"), named(tree, "salt"));
});

test("from the hub of an outline an arrow leads to the first topic", () => {
  const tree = guide();

  assert.equal(order(tree, false).fromHub("ArrowDown"), named(tree, "bread"));
  assert.equal(order(tree, false).fromHub("ArrowUp"), undefined);
});

test("later topics go to the left, so that both sides are about as high", () => {
  assert.deepEqual(sgLayout.sides([1, 1, 1, 1]), [false, false, true, true]);
  assert.deepEqual(sgLayout.sides([9, 1, 1]), [false, true, true]);
  assert.deepEqual(sgLayout.sides([1, 1, 9]), [false, false, true]);
  assert.deepEqual(sgLayout.sides([5]), [false]);
  assert.deepEqual(sgLayout.sides([]), []);
});

test("neighbouring topics have hues that are far apart", () => {
  const hues = [...Array(12).keys()].map(sgLayout.hue);

  assert.equal(hues[0], 250);
  hues.slice(1).forEach((hue, index) => {
    const apart = Math.abs(hue - hues[index]);
    assert.ok(Math.min(apart, 360 - apart) > 130, String(hues));
  });
});

const hub = { left: 0, right: 10, middle: 5 };
const onTheRight = { left: 30, right: 40, middle: 25 };
const onTheLeft = { left: -40, right: -30, middle: 25 };

test("a curve leaves one node and enters the next on the sides that face each other", () => {
  assert.equal(sgLayout.curve(hub, onTheRight), "M10 5C20 5 20 25 30 25");
  assert.equal(sgLayout.curve(hub, onTheLeft), "M0 5C-15 5 -15 25 -30 25");
});

test("curves lead to every node that shows", () => {
  const tree = guide();
  const [bread] = tree.topics;
  const count = () => sgLayout.curves(bread, hub, () => onTheRight).split("M").length - 1;

  assert.equal(count(), 5);
  named(tree, "dough").open = false;
  assert.equal(count(), 3);
  named(tree, "why steam").isOut = true;
  assert.equal(count(), 2);
});

test("zoom stays within its limits, fits the view and does not enlarge", () => {
  assert.equal(sgLayout.allowed(0.01), sgLayout.ZOOM.least);
  assert.equal(sgLayout.allowed(50), sgLayout.ZOOM.most);
  assert.equal(sgLayout.fitting({ width: 200, height: 100 }, { width: 100, height: 80 }), 0.5);
  assert.equal(sgLayout.fitting({ width: 10, height: 10 }, { width: 100, height: 80 }), 1);
});

test("a small stage stands in the middle, a large one begins at the edge", () => {
  assert.equal(sgLayout.offset(40, 100), 30);
  assert.equal(sgLayout.offset(140, 100), 0);
});
