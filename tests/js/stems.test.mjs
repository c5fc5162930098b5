import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

load("search/words.js");

const STEMS = { vanishing: "vanish", regularization: "regular", regularizat: "regularizat", is: undefined };
const stems = new SgStems(["vanish", "regular", "gradient", "l2", "l24"], (word) => (word in STEMS ? STEMS[word] : word));
const typed = (term) => ({ term, boost: 1, fields: ["title"] });
const terms = (clauses) => clauses.map(({ term }) => term);

test("a beginning is found wherever it stands in the order", () => {
  for (const beginning of ["g", "gradient", "l2", "reg", "vanish"]) assert.ok(stems.begins(beginning), beginning);
  for (const other of ["a", "gradients", "m", "vanishing", "z"]) assert.ok(!stems.begins(other), other);
});

test("no stem begins with anything in an empty index", () => {
  assert.ok(!new SgStems([], (word) => word).begins(""));
});

test("a word that is longer than its stem is looked up by the stem", () => {
  assert.equal(stems.beginning("vanishing"), "vanish");
});

test("a word that is still being typed is looked up by the beginning that the index knows", () => {
  assert.equal(stems.beginning("regularizat"), "regular");
});

test("a word that the index does not know stays as it is", () => {
  assert.equal(stems.beginning("xylophone"), "xylophone");
});

test("the stem itself counts for more than longer words", () => {
  const [exact, longer] = stems.lookUp(typed("vanishing*"));

  assert.deepEqual(exact, { term: "vanish", boost: SgStems.BOOST, fields: ["title"] });
  assert.deepEqual(longer, typed("vanish*"));
});

test("a short word that is a stem finds no longer words", () => {
  assert.deepEqual(terms(stems.lookUp(typed("l2*"))), ["l2"]);
});

test("words that say nothing are left out of a query, unless there are no others", () => {
  const tells = (word) => word !== "is";

  assert.deepEqual(terms(stems.query([typed("is*"), typed("gradient*")], tells)), ["gradient", "gradient*"]);
  assert.deepEqual(terms(stems.query([typed("is*")], tells)), ["is*"]);
});

test("what is not being typed is left as it is", () => {
  const clauses = [typed("gradient"), typed("*"), typed("a*b*")];

  assert.deepEqual(stems.query(clauses, () => false), clauses);
});

test("the theme's library looks its words up so once it has built an index", () => {
  const index = { invertedIndex: { bread: {} }, pipeline: { runString: (word) => [word] } };
  globalThis.lunr = {
    Builder: class { build() { return index; } },
    QueryParser: class { parse() { return { clauses: [typed("bread*")] }; } },
    stopWordFilter: (word) => word,
  };
  sgLookUpStems();

  const before = new lunr.QueryParser().parse();
  const built = new lunr.Builder().build();
  const after = new lunr.QueryParser().parse();

  assert.deepEqual(terms(before.clauses), ["bread*"]);
  assert.equal(built, index);
  assert.deepEqual(terms(after.clauses), ["bread", "bread*"]);
});

test("the source that goes into the worker needs nothing but the library", () => {
  const run = new Function("lunr", `${SgStems}\n(${sgLookUpStems})();`);
  const prototype = () => ({ prototype: { build() {}, parse() {} } });

  assert.doesNotThrow(() => run({ Builder: prototype(), QueryParser: prototype() }));
});
