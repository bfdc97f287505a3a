// SPDX-License-Identifier: Apache-2.0
/* The scripts that the site would load are in this file already. */
(function () {
  "use strict";

  var site = window.OSNOVA, here = site.loadScript.cache = site.loadScript.cache || {};
  ["echarts.min.js", "chart-names.js", "chart-pictures.js", "charts.js"].forEach(function (name) { here[site.assets + name] = { state: 1, waiting: [] }; });
})();
