/* The words that a search has found, as a result's address names them: beginnings of words, and short ones whole. */
"use strict";

const sgFound = (() => {
  const LETTER = "[\\p{L}\\p{N}]";

  /**
   * What matches the words in a text, or null where there are none worth marking.
   * @param {string} found
   */
  function pattern(found) {
    const words = found.split(/\s+/).filter((word) => word.length > 1);
    if (!words.length) return null;
    const beginnings = words.map((word) => {
      const rest = word.length > 2 ? `${LETTER}*` : `(?!${LETTER})`;
      return word.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&") + rest;
    });
    return new RegExp(`(?<!${LETTER})(?:${beginnings.join("|")})`, "giu");
  }

  /** @param {Element} place */
  function textsOf(place) {
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) {
      const text = /** @type {Text} */ (walker.currentNode);
      const isLeftOut = text.parentElement?.closest("math, summary, .headerlink, .sg-meta, .sg-foot, .sg-refs");
      if (!isLeftOut) texts.push(text);
    }
    return texts;
  }

  /**
   * @param {Text} text
   * @param {RegExp} words
   */
  function markIn(text, words) {
    // From the last to the first, so that splitting moves none of those to come.
    for (const match of [...text.data.matchAll(words)].reverse()) {
      const word = text.splitText(match.index);
      word.splitText(match[0].length);
      const mark = document.createElement("mark");
      word.replaceWith(mark);
      mark.append(word);
    }
  }

  /**
   * Mark the words in a part of the page.
   * @param {Element} place
   * @param {string} found
   */
  function mark(place, found) {
    const words = pattern(found);
    if (words) textsOf(place).forEach((text) => markIn(text, words));
  }

  return { pattern, mark };
})();
