import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

load("page/address.js");

test("an address keeps its page and fragment while its parameters change", () => {
  const place = { pathname: "/guide/questions.html", hash: "#tea" };

  assert.equal(sgAddress.withParameters(place, new URLSearchParams({ tag: "a b" })), "/guide/questions.html?tag=a+b#tea");
  assert.equal(sgAddress.withParameters(place, new URLSearchParams()), "/guide/questions.html#tea");
});

test("a fragment names an id, and one that cannot be read names nothing", () => {
  assert.equal(sgAddress.id("#caf%C3%A9"), "café");
  assert.equal(sgAddress.id(""), "");
  assert.equal(sgAddress.id("#100%"), "");
});
