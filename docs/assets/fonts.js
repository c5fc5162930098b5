/* Over HTTP, asks for the fonts of the first lines at once, so that they are there when the page is first drawn; a font
   that comes too late is not used until the next page (font-display: optional), and nothing moves. From disk fonts are
   there at once, and browsers would refuse to preload them. */
(function () {
  "use strict";
  if (location.protocol === "file:") return;
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
