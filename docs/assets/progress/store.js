/* Where progress is kept: in this browser, under one name, as {"studyguide": 1, "done": {"<id>": true}}.
   The storage may be missing, full or hold something else: all of a text is checked before any of it is used. */
"use strict";

const sgProgress = (() => {
  const KEY = "studyguide:v1";
  const MAX_CHARACTERS = 1_000_000;
  const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
  const OTHER_FILE = "it is not a file of progress";

  /**
   * @param {unknown} value
   * @returns {value is Record<string, unknown>}
   */
  function isObject(value) {
    return value !== null && typeof value === "object" && !Array.isArray(value);
  }

  /**
   * @param {string} text
   * @returns {unknown}
   */
  function json(text) {
    try {
      return JSON.parse(text);
    } catch {
      throw new Error(OTHER_FILE);
    }
  }

  /**
   * The ids that a text marks as done. Throws an error that says what the text is instead.
   * @param {string} text
   */
  function parse(text) {
    if (text.length > MAX_CHARACTERS) throw new Error("it is too large");
    const value = json(text);
    if (!isObject(value) || Object.keys(value).sort().join() !== "done,studyguide") throw new Error(OTHER_FILE);
    if (value.studyguide !== 1 || !isObject(value.done)) throw new Error(OTHER_FILE);
    const marks = Object.entries(value.done);
    for (const [id, mark] of marks) {
      if (!ID.test(id)) throw new Error("it holds a name that is no question's");
      if (typeof mark !== "boolean") throw new Error("it holds a value that is neither true nor false");
    }
    return new Set(marks.filter(([, mark]) => mark).map(([id]) => id));
  }

  /** @param {Iterable<string>} ids */
  function serialise(ids) {
    const marks = [...ids].sort().map((id) => [id, true]);
    return JSON.stringify({ studyguide: 1, done: Object.fromEntries(marks) });
  }

  function stored() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      throw new Error("This browser does not keep progress for this page. Export it before you leave.");
    }
  }

  /** The ids that are stored as done, or null if nothing is stored. Throws an error that tells the reader why not. */
  function read() {
    const text = stored();
    if (text === null) return null;
    try {
      return parse(text);
    } catch {
      throw new Error(
        "The stored progress cannot be read. It stays as it is until you mark a question, import a file or reset.",
      );
    }
  }

  /**
   * Store ids; return whether that was possible.
   * @param {Iterable<string>} ids
   */
  function write(ids) {
    try {
      localStorage.setItem(KEY, serialise(ids));
      return true;
    } catch {
      return false;
    }
  }

  /**
   * Call back when another window has stored something.
   * @param {() => void} action
   */
  function onChange(action) {
    addEventListener("storage", ({ key }) => {
      if (key === KEY || key === null) action();
    });
  }

  return { MAX_CHARACTERS, parse, serialise, read, write, onChange };
})();
