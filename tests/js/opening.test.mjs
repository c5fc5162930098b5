import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

load("page/opening.js");

const answers = (...states) => states.map((open) => ({ open }));

test("a plain link to a question opens nothing", () => {
  assert.equal(sgOpening.answerFor({ around: null, ofQuestion: "answer" }, ""), null);
});

test("a search result opens the answer of its question", () => {
  assert.equal(sgOpening.answerFor({ around: null, ofQuestion: "answer" }, "tea"), "answer");
});

test("a link into an answer opens that answer, found or not", () => {
  assert.equal(sgOpening.answerFor({ around: "answer", ofQuestion: "other" }, ""), "answer");
  assert.equal(sgOpening.answerFor({ around: "answer", ofQuestion: "other" }, "tea"), "answer");
});

test("a search result outside of any question opens nothing", () => {
  assert.equal(sgOpening.answerFor({ around: null, ofQuestion: null }, "tea"), null);
});

test("what was open is remembered by position and opened again", () => {
  const later = answers(false, false, false);

  sgOpening.reopen(later, sgOpening.opened(answers(true, false, true)));

  assert.deepEqual(later, answers(true, false, true));
});

test("what is remembered of a page that has changed does no harm", () => {
  const later = answers(false, false);

  for (const remembered of [[1, 5, -1, "x"], undefined, null, "01", 7]) sgOpening.reopen(later, remembered);

  assert.deepEqual(later, answers(false, true));
});
