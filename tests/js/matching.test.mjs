import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

load("filter/matching.js");

const question = { text: "why bake bread with steam?", level: "advanced", tags: ["bread", "oven"] };
const matches = (wanted) => sgMatching.matches(question, { words: "", level: "", tag: "", ...wanted });

test("nothing chosen shows every question", () => {
  assert.ok(matches({}));
  assert.ok(matches({ words: "  " }));
});

test("all words must be there, in any order and case", () => {
  assert.ok(matches({ words: "Steam  BAKE" }));
  assert.ok(!matches({ words: "steam milk" }));
});

test("level and tag must be the question's own", () => {
  assert.ok(matches({ level: "advanced", tag: "oven" }));
  assert.ok(!matches({ level: "beginner", tag: "oven" }));
  assert.ok(!matches({ level: "advanced", tag: "ove" }));
});

test("the count says when nothing is left out", () => {
  assert.equal(sgMatching.summary(12, 12), "All 12 questions");
  assert.equal(sgMatching.summary(3, 12), "3 of 12 questions");
});

test("a selection survives its address", () => {
  const wanted = { words: "c++ & tea", level: "", tag: "oven" };
  const address = sgMatching.toParameters(wanted).toString();

  assert.equal(address, "words=c%2B%2B+%26+tea&tag=oven");
  assert.deepEqual(sgMatching.fromParameters(new URLSearchParams(address)), wanted);
});
