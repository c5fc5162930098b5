/* Where progress is kept: in this browser, under one name, as {"studyguide": 1, "done": {"<id>": true}}.
   The storage may be missing, full or hold something else; nothing of a text is used before all of it is checked. */
(function () {
  "use strict";
  var KEY = "studyguide:v1";
  var MAX_CHARACTERS = 1000000;
  var ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

  function isObject(value) {
    return value !== null && typeof value === "object" && !Array.isArray(value);
  }

  /* Return the ids that a text marks as done, or throw an error that says what it is instead. */
  function parse(text) {
    if (text.length > MAX_CHARACTERS) throw new Error("it is too large");
    var value;
    try { value = JSON.parse(text); } catch (error) { throw new Error("it is not a file of progress"); }
    if (!isObject(value) || Object.keys(value).sort().join() !== "done,studyguide" || value.studyguide !== 1 ||
        !isObject(value.done)) {
      throw new Error("it is not a file of progress");
    }
    var ids = Object.keys(value.done);
    ids.forEach(function (id) {
      if (!ID.test(id)) throw new Error("it holds a name that is no question's");
      if (typeof value.done[id] !== "boolean") throw new Error("it holds a value that is neither true nor false");
    });
    return new Set(ids.filter(function (id) { return value.done[id]; }));
  }

  function serialise(ids) {
    var members = Array.from(ids).sort().map(function (id) { return [id, true]; });
    return JSON.stringify({ studyguide: 1, done: Object.fromEntries(members) });
  }

  /* Return the ids that are stored as done, null where nothing is stored; throw an error that tells the reader why not. */
  function read() {
    var text;
    try { text = window.localStorage.getItem(KEY); } catch (error) {
      throw new Error("This browser does not keep progress for this page. Export it before you leave.");
    }
    if (text === null) return null;
    try { return parse(text); } catch (error) {
      throw new Error(
        "The stored progress cannot be read. It stays as it is until you mark a question, import a file or reset."
      );
    }
  }

  /* Store ids; return whether that was possible. */
  function write(ids) {
    try {
      window.localStorage.setItem(KEY, serialise(ids));
      return true;
    } catch (error) {
      return false;
    }
  }

  /* Call back when another window has stored something. */
  function onChange(action) {
    window.addEventListener("storage", function (event) {
      if (event.key === KEY || event.key === null) action();
    });
  }

  window.sgProgress = {
    MAX_CHARACTERS: MAX_CHARACTERS, parse: parse, serialise: serialise, read: read, write: write, onChange: onChange
  };
})();
