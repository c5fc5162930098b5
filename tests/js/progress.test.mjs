import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { load } from "./load.mjs";

load("progress/store.js", "paths/counts.js");

const KEY = "studyguide:v1";
let kept;

/** Put a storage in place of the one that newer versions of node have. */
function store(storage) {
  Object.defineProperty(globalThis, "localStorage", { configurable: true, ...storage });
}

beforeEach(() => {
  kept = new Map();
  const value = { getItem: (key) => kept.get(key) ?? null, setItem: (key, text) => kept.set(key, text) };
  store({ value });
});

test("what is written is read", () => {
  assert.equal(sgProgress.read(), null);
  assert.ok(sgProgress.write(["water", "flour"]));
  assert.deepEqual(sgProgress.read(), new Set(["flour", "water"]));
});

test("the same progress is always the same text", () => {
  assert.equal(sgProgress.serialise(["b", "a"]), '{"studyguide":1,"done":{"a":true,"b":true}}');
});

test("questions that are marked as not done are not done", () => {
  assert.deepEqual(sgProgress.parse('{"studyguide": 1, "done": {"a": true, "b": false}}'), new Set(["a"]));
});

for (const [text, complaint] of [
  ["{", "it is not a file of progress"],
  ["null", "it is not a file of progress"],
  ["[]", "it is not a file of progress"],
  ['{"done": {}}', "it is not a file of progress"],
  ['{"studyguide": 2, "done": {}}', "it is not a file of progress"],
  ['{"studyguide": 1, "done": []}', "it is not a file of progress"],
  ['{"studyguide": 1, "done": {}, "more": 1}', "it is not a file of progress"],
  ['{"studyguide": 1, "done": {"No id": true}}', "it holds a name that is no question's"],
  ['{"studyguide": 1, "done": {"a": 1}}', "it holds a value that is neither true nor false"],
  [" ".repeat(sgProgress.MAX_CHARACTERS + 1), "it is too large"],
]) {
  test(`the text ${text.slice(0, 50)} is refused: ${complaint}`, () => {
    assert.throws(() => sgProgress.parse(text), { message: complaint });
  });
}

test("stored progress that cannot be read is reported and stays", () => {
  kept.set(KEY, "{");

  assert.throws(() => sgProgress.read(), /stored progress cannot be read/);
  assert.equal(kept.get(KEY), "{");
});

test("a browser that refuses its storage is reported, and nothing is stored", () => {
  store({ get() { throw new Error("refused"); } });

  assert.throws(() => sgProgress.read(), /does not keep progress/);
  assert.equal(sgProgress.write(["a"]), false);
});

test("only changes of progress in another window are passed on", () => {
  const listeners = [];
  let calls = 0;
  globalThis.addEventListener = (type, listener) => { if (type === "storage") listeners.push(listener); };
  sgProgress.onChange(() => { calls += 1; });

  for (const key of ["other", KEY, null]) listeners.forEach((listener) => listener({ key }));

  assert.equal(calls, 2);
});

test("counts say one question and two questions", () => {
  assert.equal(sgCounts.questions(1), "1 question");
  assert.equal(sgCounts.questions(2), "2 questions");
  assert.equal(sgCounts.done(["a", "b", "c"], new Set(["a", "c", "x"])), 2);
});

test("an import adds to what is done and leaves out what no path has", () => {
  const before = new Set(["a"]);
  const sum = sgCounts.add(before, new Set(["a", "b", "x"]), new Set(["a", "b", "c"]));

  assert.deepEqual(sum.done, new Set(["a", "b"]));
  assert.equal(sum.message, "Imported 2 questions, 1 of them new. Left out 1 question that no path has.");
  assert.deepEqual(before, new Set(["a"]));
});

test("an import of known questions only says nothing of others", () => {
  const { message } = sgCounts.add(new Set(), new Set(["a"]), new Set(["a"]));

  assert.equal(message, "Imported 1 question, 1 of them new.");
});
