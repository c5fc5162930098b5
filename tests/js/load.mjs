/* Loads scripts of the site into the test's own global scope, as a page does. */
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";

const ASSETS = new URL("../../docs/assets/", import.meta.url);

/** @param {...string} names of files below docs/assets, in the order in which they need each other */
export function load(...names) {
  for (const name of names) {
    const file = new URL(name, ASSETS);
    runInThisContext(readFileSync(file, "utf8"), { filename: file.pathname });
  }
}
