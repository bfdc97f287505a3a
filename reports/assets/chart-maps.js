// SPDX-License-Identifier: Apache-2.0
/* Compact map paths to GeoJSON for ECharts; loaded by charts.js on pages with a map.
   In: {w, h, units: {code: "SVG path of M m L l H h V v Z z"}}, y growing downward, rings in any order and direction.
   Out: FeatureCollection, properties.name = code, y turned up, holes inside their polygons. */
(function () {
  "use strict";

  function rings(path) {
    var out = [], ring = null, x = 0, y = 0, x0 = 0, y0 = 0, part, re = /([MmLlHhVvZz])([^MmLlHhVvZz]*)/g;
    while ((part = re.exec(path))) {
      var op = part[1], rel = op === op.toLowerCase(), low = op.toLowerCase(), n = (part[2].match(/-?\d*\.?\d+/g) || []).map(Number), i = 0;
      if (low === "z") { if (ring && ring.length > 2) out.push(ring); ring = null; x = x0; y = y0; continue; }
      if (low !== "m" && !ring) ring = [[x, y]];
      for (; i < n.length; i += low === "h" || low === "v" ? 1 : 2) {
        if (low === "h") x = rel ? x + n[i] : n[i];
        else if (low === "v") y = rel ? y + n[i] : n[i];
        else { x = rel ? x + n[i] : n[i]; y = rel ? y + n[i + 1] : n[i + 1]; }
        if (low === "m" && i === 0) { if (ring && ring.length > 2) out.push(ring); ring = []; x0 = x; y0 = y; }
        ring.push([x, y]);
      }
    }
    if (ring && ring.length > 2) out.push(ring);
    return out;
  }
  function inside(point, ring) {
    var hit = false;
    for (var i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      var a = ring[i], b = ring[j];
      if ((a[1] > point[1]) !== (b[1] > point[1]) && point[0] < (b[0] - a[0]) * (point[1] - a[1]) / (b[1] - a[1]) + a[0]) hit = !hit;
    }
    return hit;
  }
  function turned(ring, clockwise) {
    var sum = 0;
    for (var i = 0, j = ring.length - 1; i < ring.length; j = i++) sum += (ring[i][0] - ring[j][0]) * (ring[i][1] + ring[j][1]);
    var r = sum > 0 === clockwise ? ring.slice() : ring.slice().reverse();
    r.push(r[0]);
    return r;
  }
  function geojson(geo) {
    return {
      type: "FeatureCollection",
      features: Object.keys(geo.units).map(function (code) {
        var all = rings(geo.units[code]).map(function (r) { return r.map(function (p) { return [p[0], -p[1]]; }); }), polygons = [], holes = [];
        all.forEach(function (r, i) {
          var depth = 0;
          if (all.length > 1) all.forEach(function (other, k) { if (k !== i && inside(r[0], other)) depth++; });
          if (depth % 2) holes.push(r); else polygons.push([turned(r, false)]);
        });
        holes.forEach(function (h) { polygons.some(function (p) { if (!inside(h[0], p[0])) return false; p.push(turned(h, true)); return true; }); });
        return { type: "Feature", properties: { name: code }, geometry: { type: "MultiPolygon", coordinates: polygons } };
      })
    };
  }

  window.OSNOVA.geojson = geojson;
})();
