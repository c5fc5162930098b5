/* What the reader typed, as the search index takes it. */
"use strict";

const sgQuery = {
  /**
   * People paste whole questions. What would be an operator in the middle of one (a colon, n^2) is taken for a space;
   * +word, -word, "several words" and tags:word go on working.
   * @param {string} typed
   */
  plain(typed) {
    return typed
      .replace(/[~^*]/g, " ")
      .replace(/(\S*):/g, (whole, before) => (/^[+-]?(?:title|text|tags)$/.test(before) ? whole : `${before} `));
  },
};
