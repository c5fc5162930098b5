/* Runs before anything is drawn. Tells the style sheets that scripts work, so that answers start out closed, and
   whether the page is read from disk, where fonts load at once.

   Over HTTP it asks for the fonts of the first lines in time for the first drawing: a font that comes too late is not
   used before the next page (font-display: optional), so that nothing moves. From disk, browsers refuse to preload. */
"use strict";
{
  const root = document.documentElement;
  const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);

  /** @param {string} name */
  function preload(name) {
    const link = document.createElement("link");
    link.rel = "preload";
    link.as = "font";
    link.type = "font/woff2";
    link.crossOrigin = "anonymous";
    link.href = new URL(`../vendor/fonts/${name}.woff2`, src).href;
    document.head.append(link);
  }

  root.classList.add("sg-js");
  if (location.protocol === "file:") root.classList.add("sg-disk");
  else ["source-sans-3", "source-serif-4"].forEach(preload);
}
