/* The part of an address after the name of the page. */
"use strict";

const sgAddress = {
  /**
   * The address of the same place of the same page with other parameters.
   * @param {{ pathname: string, hash: string }} place such as `location`
   * @param {URLSearchParams} parameters
   */
  withParameters({ pathname, hash }, parameters) {
    const query = parameters.toString();
    return pathname + (query ? `?${query}` : "") + hash;
  },

  /**
   * The id after the #, or "" where nothing can be read there.
   * @param {string} hash
   */
  id(hash) {
    try {
      return decodeURIComponent(hash.slice(1));
    } catch {
      return "";
    }
  },
};
