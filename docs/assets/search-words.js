/* Runs inside the search worker, after the theme's own code: looks words up as the index knows them.

   The index holds stems ("vanish"), but the theme asks for everything that begins with the word as it is typed
   ("vanishing…"), which no stem does. Here a typed word becomes the beginning that the index knows, the stem itself
   counts for more than longer words that begin with it, and words like "what" and "is" find nothing by themselves. */
window.__sgSearchWords = function () {
  "use strict";
  var STEM_BOOST = 4;
  var SHORTEST = 4;
  var index = null;
  var stems = [];

  var build = lunr.Builder.prototype.build;
  lunr.Builder.prototype.build = function () {
    index = build.call(this);
    stems = Object.keys(index.invertedIndex).sort();
    return index;
  };

  function isStem(word) {
    return Object.prototype.hasOwnProperty.call(index.invertedIndex, word);
  }

  /* Whether a stem begins so; found by halving. */
  function begins(word) {
    var low = 0;
    var high = stems.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (stems[middle] < word) low = middle + 1; else high = middle;
    }
    return low < stems.length && stems[low].startsWith(word);
  }

  /* A word that is still being typed may be longer than its stem: "regularizat" for "regular". */
  function beginning(word) {
    if (begins(word)) return word;
    var stem = index.pipeline.runString(word)[0] || word;
    for (var length = stem.length; length >= Math.max(SHORTEST, stem.length / 2); length--) {
      if (begins(stem.slice(0, length))) return stem.slice(0, length);
    }
    return word;
  }

  function clause(model, term) {
    return Object.assign({}, model, { term: term });
  }

  function lookedUp(typed) {
    var word = typed.term.slice(0, -1);
    var found = beginning(word);
    var stem = [word, index.pipeline.runString(word)[0]].filter(Boolean).filter(isStem).pop();
    var exact = stem ? [clause(typed, stem)] : [];
    if (exact.length) exact[0].boost = typed.boost * STEM_BOOST;
    return exact.length && word.length < 3 ? exact : exact.concat(clause(typed, found + "*"));
  }

  function isTyped(typed) {
    return /^[^*]+\*$/.test(typed.term);
  }

  var parse = lunr.QueryParser.prototype.parse;
  lunr.QueryParser.prototype.parse = function () {
    var query = parse.call(this);
    if (!index) return query;
    var telling = query.clauses.filter(function (each) {
      return !isTyped(each) || lunr.stopWordFilter(each.term.slice(0, -1));
    });
    query.clauses = (telling.length ? telling : query.clauses).reduce(function (all, each) {
      return all.concat(isTyped(each) ? lookedUp(each) : [each]);
    }, []);
    return query;
  };
};
