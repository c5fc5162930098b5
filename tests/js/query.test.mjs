import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

load("search/query.js");

for (const [typed, plain] of [
  ["Why is bread: a story?", "Why is bread  a story?"],
  ["n^2 ~ 2*n", "n 2   2 n"],
  ["tags:bread +title:tea -text:milk", "tags:bread +title:tea -text:milk"],
  ["mytags:bread", "mytags bread"],
  ['+steam -oven "sour dough"', '+steam -oven "sour dough"'],
]) {
  test(`"${typed}" searches for "${plain}"`, () => assert.equal(sgQuery.plain(typed), plain));
}
