import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

load("search/found.js");

const found = (words, text) => Array.from(text.matchAll(sgFound.pattern(words)), ([match]) => match);

test("the beginning of a word marks the whole word, whatever its capitals", () => {
  assert.deepEqual(found("regular", "Regularization is no irregular thing."), ["Regularization"]);
});

test("a short word is marked only where it stands alone", () => {
  assert.deepEqual(found("l2", "L2, L2-norm and l24"), ["L2", "L2"]);
});

test("words of one letter are not worth marking", () => {
  assert.equal(sgFound.pattern("a"), null);
  assert.equal(sgFound.pattern("  "), null);
  assert.deepEqual(found("a tea", "a tea"), ["tea"]);
});

test("signs are taken as they are written", () => {
  assert.deepEqual(found("c++ f(x)", "C++ beside cxx, f(x) beside fx"), ["C++", "f(x)"]);
});

test("letters of other scripts belong to words", () => {
  assert.deepEqual(found("naiv", "naivität, unnaiv, naïv"), ["naivität"]);
});
