/* Search that begins when the reader turns to it: the field gets the focus, or is opened. Until then a page loads
   neither the index nor the worker. The theme asks for both as soon as a page opens; here its requests wait.

   Browsers start no worker from a file: address, but they start one from a text. So the theme's worker comes as a text
   (assets/vendor/search-worker.js, written when the site is built), and the index is built beside the page, which does
   not freeze, from disk as well as over HTTP. The name of this file tells the theme to load no shim of its own. */
(function () {
  "use strict";
  var base = document.currentScript.src.replace(/[^/]*$/, "");
  var fromDisk = location.protocol === "file:";
  var QUERY = 2; // the theme's number for a message to its worker that holds what the reader typed

  var wanted = new Promise(function (resolve) {
    function turnedTo(event) {
      if (event.target.matches("#__search, [data-md-component=search-query]")) resolve();
    }
    ["focusin", "input", "change"].forEach(function (type) { document.addEventListener(type, turnedTo); });
  });

  /* A result's address says in ?h= which words were found. Taken out of it, a copied address is a plain link, which
     leaves the answer closed; and the theme needs no index to mark the words: studyguide.js does it. */
  function takeWords() {
    var parameters = new URLSearchParams(location.search);
    if (!parameters.has("h")) return;
    document.documentElement.dataset.sgFound = parameters.get("h");
    parameters.delete("h");
    var rest = parameters.toString();
    history.replaceState(history.state, "", location.pathname + (rest ? "?" + rest : "") + location.hash);
  }

  function holdRequest() {
    var open = XMLHttpRequest.prototype.open;
    XMLHttpRequest.prototype.open = function (method, address) {
      if (/\/search_index\.json$/.test(address)) {
        var send = this.send.bind(this);
        this.send = function () { wanted.then(send); };
      }
      return open.apply(this, arguments);
    };
  }

  function holdScript() {
    var append = document.head.appendChild.bind(document.head);
    document.head.appendChild = function (node) {
      if (!/\/search_index\.js$/.test(node.src)) return append(node);
      wanted.then(function () { append(node); });
      return node;
    };
  }

  function load(name) {
    return new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = base + name;
      script.onload = resolve;
      script.onerror = reject;
      document.head.appendChild(script);
    });
  }

  /* Languages other than English are further scripts beside the theme's worker, which a worker made of a text would
     look for in the wrong place. */
  function languagesFrom(address) {
    return "(function (load) { self.importScripts = function () { return load.apply(self, Array.prototype.map.call(" +
      "arguments, function (url) { return new URL(url, " + JSON.stringify(address) + ").href; })); }; })(importScripts);";
  }

  var NativeWorker = window.Worker;

  function start(address) {
    var parts = [languagesFrom(address), window.__sgSearchWorker, "\n(" + window.__sgSearchWords + ")();"];
    return new NativeWorker(URL.createObjectURL(new Blob(parts, { type: "text/javascript" })));
  }

  /* People paste whole questions. What would be an operator in the middle of one (a colon, n^2) is taken for a space;
     +word, -word, "several words" and tags:word go on working. */
  function asWords(message) {
    if (message.type !== QUERY) return message;
    var text = message.data.replace(/[~^*]/g, " ").replace(/(\S*):/g, function (whole, before) {
      return /^[+-]?(?:title|text|tags)$/.test(before) ? whole : before + " ";
    });
    return { type: QUERY, data: text };
  }

  /* Looks like a worker to the theme; what it is told is passed on, in order, once there is one. */
  function SearchWorker(address) {
    this.started = wanted
      .then(function () { return Promise.all([load("vendor/search-worker.js"), load("search-words.js")]); })
      .then(function () { return start(address); });
  }
  SearchWorker.prototype.addEventListener = function (type, listener) {
    this.started.then(function (worker) { worker.addEventListener(type, listener); });
  };
  SearchWorker.prototype.removeEventListener = function (type, listener) {
    this.started.then(function (worker) { worker.removeEventListener(type, listener); });
  };
  SearchWorker.prototype.postMessage = function (message) {
    this.started.then(function (worker) { worker.postMessage(asWords(message)); });
  };

  window.Worker = function (address, options) {
    if (!/\/workers\/search\.[^/]*$/.test(address)) return new NativeWorker(address, options);
    return new SearchWorker(new URL(address, document.baseURI).href);
  };
  if (fromDisk) holdScript(); else holdRequest();
  takeWords();
})();
