// SPDX-License-Identifier: Apache-2.0
/* The functions that a chart's JSON may name: "@number1" and the like under formatter, "@intervalH" and the like
   under renderItem, "@area" under symbolSize. Anything else stays text. Loaded by site.js before charts.js. */
(function () {
  "use strict";

  var site = window.OSNOVA, number = site.number, NBSP = "\u00a0";
  var words = site.lang === "uk" ? { million: "млн", thousand: "тис.", uah: "грн" } : { million: "M", thousand: "k", uah: "UAH" };

  /* Formatters get a number or text (axis, visualMap) or ECharts' params (labels); the last number of an array counts. */
  function plain(p) {
    if (p === null || p === undefined) return null;
    if (typeof p === "object" && !Array.isArray(p)) p = "value" in p ? p.value : null;
    if (Array.isArray(p)) {
      for (var i = p.length - 1; i >= 0; i--) if (typeof p[i] === "number" && isFinite(p[i])) return p[i];
      return null;
    }
    var n = typeof p === "number" ? p : p === "" || p === null ? NaN : Number(p);
    return isFinite(n) ? n : null;
  }
  var PERCENT = site.lang === "uk" ? NBSP + "%" : "%";
  /* An axis gives bare numbers: there 0,50 is written 0,5. */
  function formatted(f, digits) {
    return function (p) {
      var n = plain(p), d = digits || 0, scale = f.scale || 1;
      if (n === null) return "";
      if (typeof p === "number") while (d > 0 && Math.abs(n * scale * Math.pow(10, d - 1) - Math.round(n * scale * Math.pow(10, d - 1))) < 1e-9) d--;
      return f(n, d);
    };
  }
  function times100(n, d) { return number(n * 100, d) + PERCENT; }
  times100.scale = 100;
  function signed(n, digits) { return (n > 0 ? "+" : "") + number(n, digits); }
  function compact(n) {
    var a = Math.abs(n);
    if (a >= 1e6) return number(n / 1e6, a < 1e7 ? 1 : 0) + NBSP + words.million;
    if (a >= 1e4) return number(n / 1e3, 0) + NBSP + words.thousand;
    return number(n, 0);
  }
  function label(p) { return typeof p === "object" && p ? String((p.data && p.data.words) || p.name || "") : String(p); }
  /* On a phone a long name takes two lines, so that names which begin alike can be told apart. */
  function short(text) {
    var narrow = window.innerWidth < 700, at = narrow && text.length > 22 ? text.lastIndexOf(" ", 22) : -1;
    if (at > 0) return text.slice(0, at) + "\n" + cut(text.slice(at + 1), 22);
    return cut(text, narrow ? 24 : 44);
  }
  function cut(text, most) { return text.length > most ? text.slice(0, most - 1).trim() + "…" : text; }
  /* Words onto lines of about 12 letters: ECharts itself would cut Cyrillic words in the middle. */
  function wrapped(text) {
    return text.split(" ").reduce(function (lines, word) {
      var last = lines[lines.length - 1];
      if (last && (last + " " + word).length <= 12) lines[lines.length - 1] = last + " " + word; else lines.push(word);
      return lines;
    }, []).join("\n");
  }
  function between(digits) { return function (a, b) { return number(a, digits) + "–" + number(b, digits); }; }

  var FORMATS = {
    number0: formatted(function (n) { return number(n, 0); }),
    number1: formatted(number, 1),
    number2: formatted(number, 2),
    percent0: formatted(function (n) { return number(n, 0) + PERCENT; }),
    percent1: formatted(function (n, d) { return number(n, d) + PERCENT; }, 1),
    share0: formatted(times100),
    share1: formatted(times100, 1),
    signed0: formatted(function (n) { return signed(n, 0); }),
    signed1: formatted(function (n) { return signed(n, 1); }),
    money0: formatted(function (n) { return number(n, 0) + NBSP + words.uah; }),
    compact: formatted(compact),
    year: formatted(function (n) { return String(n); }),
    name: label,
    short: function (p) { return short(label(p)); },
    wrap: function (p) { return wrapped(label(p)); },
    range0: between(0),
    range1: between(1)
  };

  function line(shapes, x1, y1, x2, y2, style) { shapes.push({ type: "line", shape: { x1: x1, y1: y1, x2: x2, y2: y2 }, style: style, silent: true }); }
  var RENDERERS = {
    intervalH: function (params, api) {
      var a = api.coord([api.value(0), api.value(2)]), b = api.coord([api.value(1), api.value(2)]), shapes = [];
      var style = { stroke: api.visual("color"), lineWidth: 2, fill: null };
      line(shapes, a[0], a[1], b[0], b[1], style);
      line(shapes, a[0], a[1] - 4, a[0], a[1] + 4, style);
      line(shapes, b[0], b[1] - 4, b[0], b[1] + 4, style);
      return { type: "group", children: shapes };
    },
    intervalV: function (params, api) {
      var a = api.coord([api.value(0), api.value(1)]), b = api.coord([api.value(0), api.value(2)]), shapes = [];
      var style = { stroke: api.visual("color"), lineWidth: 2, fill: null };
      line(shapes, a[0], a[1], b[0], b[1], style);
      line(shapes, a[0] - 4, a[1], a[0] + 4, a[1], style);
      line(shapes, b[0] - 4, b[1], b[0] + 4, b[1], style);
      return { type: "group", children: shapes };
    },
    dumbbell: function (params, api) {
      var a = api.coord([api.value(0), api.value(2)]), b = api.coord([api.value(1), api.value(2)]), shapes = [];
      line(shapes, a[0], a[1], b[0], b[1], { stroke: api.visual("color"), lineWidth: 3, fill: null });
      return { type: "group", children: shapes };
    },
    /* One polygon for the whole series: up along the highs, back along the lows. */
    band: function (params, api) {
      if (params.dataIndexInside !== 0) return { type: "group", children: [] };
      var up = [], back = [];
      for (var i = 0; i < params.dataInsideLength; i++) {
        var x = api.value(0, i), low = api.value(1, i), high = api.value(2, i);
        if (!isFinite(low) || !isFinite(high)) continue;
        up.push(api.coord([x, high]));
        back.unshift(api.coord([x, low]));
      }
      return { type: "polygon", shape: { points: up.concat(back) }, style: { fill: api.visual("color"), opacity: 0.25 }, silent: true };
    }
  };
  /* Dot areas proportional to the third value; the largest is 44 px across, the smallest 5. */
  function area(max) { return function (value) { var n = plain(Array.isArray(value) ? value[2] : value); return n === null ? 5 : Math.max(5, 44 * Math.sqrt(n / (max || 1))); }; }

  site.names = { plain: plain, area: area, formats: FORMATS, renderers: RENDERERS };
})();
