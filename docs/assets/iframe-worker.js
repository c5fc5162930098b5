/* Search in pages that are read from disk. Browsers start no worker from a file: address, but they start one from a
   text. So the theme's worker is loaded as a text (assets/vendor/search-worker.js, written when the site is built) and
   started from there: the index is built beside the page and does not freeze it. Over HTTP this does nothing. */
(function () {
  "use strict";
  if (location.protocol !== "file:") return;
  var base = document.currentScript.src.replace(/[^/]*$/, "");
  var NativeWorker = window.Worker;
  document.write('<script src="' + base + 'vendor/search-worker.js"><\/script>');
  window.Worker = function (url, options) {
    var blob = new Blob([window.__sgSearchWorker], { type: "text/javascript" });
    return new NativeWorker(URL.createObjectURL(blob), options);
  };
})();
