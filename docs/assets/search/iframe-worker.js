/* Search that begins when the reader turns to it: the field gets the focus, or is opened. Until then a page loads
   neither the index nor the worker. The theme asks for both as soon as a page opens; here its requests wait.

   Browsers start no worker from a file: address, but they start one from a text. So the theme's worker comes as a text
   (vendor/search-worker.js, written when the site is built), and the index is built beside the page, which does not
   freeze, from disk as well as over HTTP. The name of this file tells the theme to load no shim of its own. */
"use strict";
{
  /** @typedef {{ type: number, data: string }} Message what the theme tells its worker */

  const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
  const QUERY = 2; // the theme's number for a message that holds what the reader typed
  const ThemeWorker = window.Worker;

  const wanted = /** @type {Promise<void>} */ (new Promise((resolve) => {
    /** @param {Event} event */
    function onTurn({ target }) {
      if (target instanceof Element && target.matches("#__search, [data-md-component=search-query]")) resolve();
    }
    for (const type of ["focusin", "input", "change"]) document.addEventListener(type, onTurn);
  }));

  /* ---- The index: over HTTP the theme fetches it, from disk it adds a script ---- */

  function holdRequest() {
    const { open } = XMLHttpRequest.prototype;
    /**
     * @param {string} method
     * @param {string | URL} address
     * @param {unknown[]} rest
     */
    XMLHttpRequest.prototype.open = function (method, address, ...rest) {
      if (/\/search_index\.json$/.test(String(address))) {
        const send = this.send.bind(this);
        this.send = () => { wanted.then(() => send()); };
      }
      Reflect.apply(open, this, [method, address, ...rest]);
    };
  }

  function holdScript() {
    const append = document.head.appendChild.bind(document.head);
    document.head.appendChild = (node) => {
      if (!(node instanceof HTMLScriptElement) || !/\/search_index\.js$/.test(node.src)) return append(node);
      wanted.then(() => append(node));
      return node;
    };
  }

  /* ---- The worker ---- */

  /**
   * Load a script that lies beside this one.
   * @param {string} name
   */
  function load(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL(name, src).href;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
  }

  /**
   * Languages other than English are further scripts beside the theme's worker; one that is made of a text would look
   * for them in the wrong place.
   * @param {string} address the worker's
   */
  function languagesFrom(address) {
    return `{
      const load = importScripts;
      self.importScripts = (...urls) => load(...urls.map((url) => new URL(url, ${JSON.stringify(address)}).href));
    }`;
  }

  /** @param {string} address */
  async function start(address) {
    await wanted;
    await Promise.all([load("../vendor/search-worker.js"), load("words.js")]);
    const parts = [languagesFrom(address), window.__sgSearchWorker, "\n", SgStems.toString(), `(${sgLookUpStems})();`];
    return new ThemeWorker(URL.createObjectURL(new Blob(parts, { type: "text/javascript" })));
  }

  /* Looks like a worker to the theme; what it is told is passed on, in order, once there is one. */
  class LateWorker {
    /** @param {string} address */
    constructor(address) {
      this.started = start(address);
    }

    /** @param {Parameters<Worker["addEventListener"]>} listening */
    addEventListener(...listening) {
      this.started.then((worker) => worker.addEventListener(...listening));
    }

    /** @param {Parameters<Worker["removeEventListener"]>} listening */
    removeEventListener(...listening) {
      this.started.then((worker) => worker.removeEventListener(...listening));
    }

    /** @param {Message} message */
    postMessage(message) {
      const passed = message.type === QUERY ? { ...message, data: sgQuery.plain(message.data) } : message;
      this.started.then((worker) => worker.postMessage(passed));
    }
  }

  window.Worker = /** @type {typeof Worker} */ (/** @type {unknown} */ (
    /**
     * @param {string | URL} address
     * @param {WorkerOptions} [options]
     */
    function (address, options) {
      const isSearch = /\/workers\/search\.[^/]*$/.test(String(address));
      return isSearch ? new LateWorker(new URL(address, document.baseURI).href) : new ThemeWorker(address, options);
    }
  ));

  /* ---- The words that a search has found ---- */

  /* A result's address says in ?h= which words were found. Taken out of it, a copied address is a plain link, which
     leaves the answer closed; and the theme needs no index to mark the words: found.js does it. */
  function takeWords() {
    const parameters = new URLSearchParams(location.search);
    const found = parameters.get("h");
    if (found === null) return;
    document.documentElement.dataset.sgFound = found;
    parameters.delete("h");
    history.replaceState(history.state, "", sgAddress.withParameters(location, parameters));
  }

  if (location.protocol === "file:") holdScript();
  else holdRequest();
  takeWords();
}
