/* Which questions the filter shows. Draws nothing. */
"use strict";

/** @typedef {{ words: string, level: string, tag: string }} Wanted what the reader chose, "" for everything */
/** @typedef {{ text: string, level: string, tags: string[] }} Filtered a question; its text is in lower case */

const sgMatching = {
  /**
   * A question has all of the words, in any order.
   * @param {Filtered} question
   * @param {Wanted} wanted
   */
  matches(question, { words, level, tag }) {
    return words.toLowerCase().split(/\s+/).every((word) => question.text.includes(word)) &&
      (!level || question.level === level) &&
      (!tag || question.tags.includes(tag));
  },

  /**
   * @param {number} shown
   * @param {number} total
   */
  summary(shown, total) {
    return shown === total ? `All ${total} questions` : `${shown} of ${total} questions`;
  },

  /**
   * What an address such as questions.html?level=beginner asks for.
   * @param {URLSearchParams} parameters
   * @returns {Wanted}
   */
  fromParameters(parameters) {
    const value = (/** @type {string} */ name) => parameters.get(name) ?? "";
    return { words: value("words"), level: value("level"), tag: value("tag") };
  },

  /**
   * @param {Wanted} wanted
   */
  toParameters(wanted) {
    return new URLSearchParams(Object.entries(wanted).filter(([, value]) => value));
  },
};
