// SPDX-License-Identifier: Apache-2.0
/* For 404.html where the site lies in a folder: the page answers any broken address, so its own addresses can only begin with "/".
   It names this script at several depths; the one that is found knows where the site begins, and fixes the addresses of the page. */
(function () {
  "use strict";

  var html = document.documentElement;
  if (html.hasAttribute("data-root")) return;
  var root = new URL("..", document.currentScript.src).href;
  html.setAttribute("data-root", root);
  if (root === new URL("/", root).href) return;

  var names = ["href", "src", "action", "data-search-src", "data-search-more-src"];
  function fix() {
    names.forEach(function (name) {
      Array.prototype.forEach.call(document.querySelectorAll("[" + name + '^="/"]'), function (e) {
        e.setAttribute(name, root + e.getAttribute(name).slice(1));
      });
    });
  }
  fix();
  var script = document.createElement("script");
  script.src = root + "assets/site.js";
  document.addEventListener("DOMContentLoaded", function () {
    fix();
    document.head.appendChild(script);
  });
})();
