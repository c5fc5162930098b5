/* Looks words up as the index knows them. Its source becomes part of the search worker, after the theme's own code, so
   it uses nothing from other files but `lunr`, the theme's search library.

   The index holds stems ("vanish"), but the theme asks for everything that begins with the word as it is typed
   ("vanishing…"), which no stem does. Here a typed word becomes the beginning that the index knows, the stem itself
   counts for more than longer words that begin with it, and words like "what" and "is" find nothing by themselves. */
"use strict";

/**
 * @typedef {{ term: string, boost: number }} Clause a word of a query; one that is still being typed ends in *
 */

/** The stems of an index, in which beginnings are looked up. */
class SgStems {
  static SHORTEST = 4;
  static BOOST = 4;

  /**
   * @param {Iterable<string>} stems
   * @param {(word: string) => string | undefined} stemOf the stem of a word, if anything is left of it
   */
  constructor(stems, stemOf) {
    this.known = new Set(stems);
    this.sorted = [...this.known].sort();
    this.stemOf = stemOf;
  }

  /**
   * Whether a stem begins so; found by halving.
   * @param {string} word
   */
  begins(word) {
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sorted[middle] < word) low = middle + 1;
      else high = middle;
    }
    return low < this.sorted.length && this.sorted[low].startsWith(word);
  }

  /**
   * What the index knows of a typed word. A word that is still being typed may be longer than its stem: "regularizat"
   * for "regular".
   * @param {string} word
   */
  beginning(word) {
    if (this.begins(word)) return word;
    const stem = this.stemOf(word) || word;
    for (let length = stem.length; length >= Math.max(SgStems.SHORTEST, stem.length / 2); length--) {
      if (this.begins(stem.slice(0, length))) return stem.slice(0, length);
    }
    return word;
  }

  /**
   * The clauses that stand for a word that is being typed.
   * @template {Clause} Typed
   * @param {Typed} typed
   * @returns {Typed[]}
   */
  lookUp(typed) {
    const word = typed.term.slice(0, -1);
    const longer = { ...typed, term: `${this.beginning(word)}*` };
    const stem = [this.stemOf(word), word].find((each) => each && this.known.has(each));
    if (!stem) return [longer];
    const exact = { ...typed, term: stem, boost: typed.boost * SgStems.BOOST };
    return word.length < 3 ? [exact] : [exact, longer];
  }

  /** @param {Clause} clause */
  static isTyped({ term }) {
    return /^[^*]+\*$/.test(term);
  }

  /**
   * The clauses of a query, looked up. Words that say nothing are left out, unless there are no others.
   * @template {Clause} Typed
   * @param {Typed[]} clauses
   * @param {(word: string) => unknown} tells whether a word says anything
   */
  query(clauses, tells) {
    const telling = clauses.filter((clause) => !SgStems.isTyped(clause) || tells(clause.term.slice(0, -1)));
    return (telling.length ? telling : clauses).flatMap((clause) =>
      (SgStems.isTyped(clause) ? this.lookUp(clause) : [clause]));
  }
}

/** Runs in the worker: lets the theme's library look words up so. */
function sgLookUpStems() {
  /** @type {SgStems | null} */
  let stems = null;

  const { build } = lunr.Builder.prototype;
  lunr.Builder.prototype.build = function () {
    const index = build.call(this);
    stems = new SgStems(Object.keys(index.invertedIndex), (word) => index.pipeline.runString(word)[0]);
    return index;
  };

  const { parse } = lunr.QueryParser.prototype;
  lunr.QueryParser.prototype.parse = function () {
    const query = parse.call(this);
    if (stems) query.clauses = stems.query(query.clauses, lunr.stopWordFilter);
    return query;
  };
}
