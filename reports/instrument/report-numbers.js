// SPDX-License-Identifier: Apache-2.0
/* Leaves one language of the page and writes its numbers as that language does. */
(function () {
  "use strict";

  var site = window.OSNOVA, uk = site.lang === "uk";
  function each(selector, f) { Array.prototype.forEach.call(document.querySelectorAll(selector), f); }
  each(uk ? ".en" : ".uk", function (el) { el.remove(); });
  each("a[data-lang]", function (a) { if (a.getAttribute("data-lang") === site.lang) a.setAttribute("aria-current", "true"); });
  if (uk) each("td.num[data-value], [data-n]", function (el) {
    var only = el.childNodes.length === 1 && el.firstChild.nodeType === 3, words = el.textContent;
    if (only && /^−?[\d,]+(\.\d+)?$/.test(words)) el.textContent = site.number(Number(words.replace(/,/g, "").replace("−", "-")), (words.split(".")[1] || "").length);
  });
  each("input[data-uk]", function (el) { if (uk) el.placeholder = el.getAttribute("data-uk"); });
})();
