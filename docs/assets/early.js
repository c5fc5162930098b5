/* Runs before anything is drawn. Tells the style sheet that scripts work, so that answers are closed from the start, and
   whether the page is read from disk, where fonts are there at once.

   Over HTTP it asks for the fonts of the first lines, so that they are there when the page is first drawn; a font that
   comes too late is not used until the next page (font-display: optional), and nothing moves. From disk browsers would
   refuse to preload them. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("sg-js");
  if (location.protocol === "file:") {
    root.classList.add("sg-disk");
    return;
  }
  var base = document.currentScript.src.replace(/[^/]*$/, "");
  ["source-sans-3", "source-serif-4"].forEach(function (name) {
    var link = document.createElement("link");
    link.rel = "preload";
    link.as = "font";
    link.type = "font/woff2";
    link.crossOrigin = "anonymous";
    link.href = base + "vendor/fonts/" + name + ".woff2";
    document.head.appendChild(link);
  });
})();
