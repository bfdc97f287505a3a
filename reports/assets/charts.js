// SPDX-License-Identifier: Apache-2.0
/* Draws every .chart-box[data-options] from the JSON beside it; loaded by site.js on pages that have one.
   The JSON is data: functions come from the tables below by name, colours by token, nothing is evaluated,
   and every text that reaches HTML is escaped. */
(function () {
  "use strict";

  var site = window.OSNOVA, uk = site.lang === "uk", number = site.number;
  var boxes = [];
  var words = uk
    ? { busy: "Малюємо…", failed: "Діаграма не намалювалася. Числа є в таблиці під нею.", unknown: "невідомо", copied: "Код скопійовано" }
    : { busy: "Drawing…", failed: "The chart could not be drawn. Its numbers are in the table below.", unknown: "unknown", copied: "Code copied" };
  var NBSP = "\u00a0";
  /* Without quotes: ECharts writes it into style attributes of saved SVG files as it stands. */
  var FAMILY = "system-ui, Segoe UI, Roboto, Noto Sans, sans-serif";

  /* 1 Functions by name: chart-names.js ------------------------------------------------------------------------ */
  var plain = site.names.plain, area = site.names.area;
  var FUNCTION_KEYS = { formatter: site.names.formats, valueFormatter: site.names.formats, renderItem: site.names.renderers, symbolSize: {} };
  var COLOUR_KEYS = { color: 1, borderColor: 1, areaColor: 1, backgroundColor: 1, shadowColor: 1, textBorderColor: 1 };

  /* 2 Colours by token ------------------------------------------------------------------------------------- */
  var TOKENS = ["ink", "muted", "line", "paper", "surface", "accent", "mark", "grey", "control", "good", "bad", "occupied", "nodata", "hatch",
    "seq1", "seq2", "seq3", "seq4", "seq5", "div1", "div2", "div3", "div4", "div5", "cat1", "cat2", "cat3", "cat4", "cat5", "cat6"];
  function palette(light) {
    var el = document.documentElement, own = el.getAttribute("data-theme"), out = {};
    if (light) el.setAttribute("data-theme", "light");
    var style = getComputedStyle(el);
    TOKENS.forEach(function (t) { out[t] = style.getPropertyValue("--" + t).trim(); });
    if (light) { if (own) el.setAttribute("data-theme", own); else el.removeAttribute("data-theme"); }
    out.lines = out.hatch;
    out.hatch = hatch(out.nodata, out.lines);
    return out;
  }
  function hatch(back, stroke) {
    var c = document.createElement("canvas"), size = 8;
    c.width = c.height = size;
    var g = c.getContext("2d");
    g.fillStyle = back;
    g.fillRect(0, 0, size, size);
    g.strokeStyle = stroke;
    g.lineWidth = 1.2;
    [-size, 0, size].forEach(function (x) { g.beginPath(); g.moveTo(x - 1, size + 1); g.lineTo(x + size + 1, -1); g.stroke(); });
    return { image: c.toDataURL(), imageWidth: size, imageHeight: size, repeat: "repeat" };
  }

  /* A copy of the parsed JSON with names replaced: functions only under FUNCTION_KEYS, colours only under COLOUR_KEYS. */
  function resolve(node, key, colours, parent) {
    if (typeof node === "string") {
      if (FUNCTION_KEYS.hasOwnProperty(key) && node.charAt(0) === "@") {
        var name = node.slice(1);
        if (key === "symbolSize") return name === "area" ? area(parent && parent.osnovaMax) : undefined;
        return FUNCTION_KEYS[key].hasOwnProperty(name) ? FUNCTION_KEYS[key][name] : undefined;
      }
      if (COLOUR_KEYS.hasOwnProperty(key) && node.charAt(0) === "$") return colours.hasOwnProperty(node.slice(1)) ? colours[node.slice(1)] : undefined;
      return node;
    }
    if (Array.isArray(node)) return node.map(function (n) { return resolve(n, key, colours, parent); });
    if (node && typeof node === "object") {
      var out = {};
      Object.keys(node).forEach(function (k) {
        if (k === "__proto__" || k === "link") return;
        var v = resolve(node[k], k, colours, node);
        if (v !== undefined) out[k] = v;
      });
      return out;
    }
    return node;
  }

  function theme(c) {
    var axis = {
      axisLine: { lineStyle: { color: c.control } }, axisTick: { show: false }, splitLine: { lineStyle: { color: c.line } },
      axisLabel: { color: c.muted, fontSize: 13, lineHeight: 14, hideOverlap: true }, nameTextStyle: { color: c.muted, fontSize: 13 }, splitArea: { show: false }
    };
    return {
      color: [c.cat1, c.cat2, c.cat3, c.cat4, c.cat5, c.cat6], backgroundColor: "transparent",
      textStyle: { fontFamily: FAMILY, color: c.ink, fontSize: 13 },
      categoryAxis: Object.assign({}, axis, { splitLine: { show: false } }), valueAxis: Object.assign({}, axis, { axisLine: { show: false } }), logAxis: axis, timeAxis: axis,
      legend: { textStyle: { color: c.ink, fontSize: 13 }, itemWidth: 14, itemHeight: 10 },
      visualMap: { textStyle: { color: c.ink, fontSize: 13 }, itemWidth: 16, itemHeight: 14, color: [c.seq5, c.seq4, c.seq3, c.seq2, c.seq1] },
      line: { lineStyle: { width: 2 }, symbol: "circle", symbolSize: 6, smooth: false, label: { color: c.ink } },
      bar: { itemStyle: { borderRadius: 0 }, label: { color: c.ink } },
      scatter: { itemStyle: { borderColor: c.paper, borderWidth: 1 }, label: { color: c.ink } },
      map: {
        itemStyle: { areaColor: c.hatch, borderColor: c.paper, borderWidth: 0.5 }, label: { show: false, color: c.ink },
        emphasis: { itemStyle: { areaColor: null, borderColor: c.ink, borderWidth: 2 }, label: { show: false } },
        select: { disabled: true }
      },
      geo: { itemStyle: { areaColor: c.surface, borderColor: c.control, borderWidth: 0.5 }, emphasis: { disabled: true }, label: { show: false } },
      heatmap: { itemStyle: { borderColor: c.paper, borderWidth: 2 }, label: { color: c.ink } },
      treemap: { itemStyle: { borderColor: c.paper } }, markLine: { symbol: "none", label: { color: c.muted }, lineStyle: { color: c.control } }
    };
  }

  /* 3 Tooltip: text in, escaped HTML out --------------------------------------------------------------------- */
  function escape(text) {
    return String(text).replace(/[&<>"'`]/g, function (ch) { return "&#" + ch.charCodeAt(0) + ";"; });
  }
  function tooltip(box) {
    var digits = Number(box.getAttribute("data-decimals") || 1), unit = box.getAttribute("data-unit") || "";
    function amount(n) { return n === null ? words.unknown : number(n, Number.isInteger(n) ? 0 : digits) + (unit ? (unit === "%" && !uk ? "" : NBSP) + unit : ""); }
    function item(p, inAxis) {
      var d = p.data && typeof p.data === "object" && !Array.isArray(p.data) ? p.data : {};
      var out = [], value = plain(p.value), name = d.words || p.name || p.seriesName;
      if (!inAxis && name) out.push("<b>" + escape(name) + "</b>");
      if (Array.isArray(d.tip)) d.tip.forEach(function (t) { out.push(escape(t) + "<br>"); });
      else if (value !== null || !d.note) {
        var series = p.seriesName && !/^series\u0000/.test(p.seriesName) && p.seriesName !== name ? escape(p.seriesName) + ": " : "";
        out.push(series + escape(amount(value)));
        if (typeof d.low === "number" && typeof d.high === "number") out.push(" <i>(" + escape(number(d.low, digits) + "–" + number(d.high, digits)) + ")</i>");
        out.push("<br>");
      }
      if (d.note) out.push("<i>" + escape(d.note) + "</i>");
      return out.join("");
    }
    return function (p) {
      var list = Array.isArray(p) ? p.filter(function (q) { return q.seriesType !== "custom"; }) : null;
      var inner = list ? (list.length ? "<b>" + escape(list[0].axisValueLabel || list[0].name) + "</b>" : "") + list.map(function (q) { return item(q, true); }).join("") : item(p, false);
      return '<div class="chart-tip">' + inner + "</div>";
    };
  }

  /* 4 Options as drawn --------------------------------------------------------------------------------------- */
  function list(x) { return x === undefined || x === null ? [] : Array.isArray(x) ? x : [x]; }
  function prepare(box, raw, colours, width) {
    var option = resolve(raw, "", colours, null), own = option.tooltip || {};
    var lines = list(option.series).length > 0 && list(option.series).every(function (s) { return s.type === "line" || s.type === "custom"; });
    list(option.xAxis).concat(list(option.yAxis)).forEach(function (a) { if (a.axisLabel && a.axisLabel.interval === 0 && a.axisLabel.hideOverlap === undefined) a.axisLabel.hideOverlap = false; });
    list(option.xAxis).concat(list(option.yAxis)).forEach(function (a) { if (a.type === "value" && a.axisLabel && a.axisLabel.formatter === site.names.formats.number0) a.minInterval = 1; });
    if (width < 560) list(option.xAxis).forEach(function (a) { if (a.type === "value") a.splitNumber = 2; });
    option.animation = false;
    option.toolbox = undefined;
    option.title = undefined;
    option.tooltip = Object.assign({ trigger: lines ? "axis" : "item", confine: true }, own, {
      renderMode: "html", enterable: false, transitionDuration: 0, formatter: tooltip(box), extraCssText: "box-shadow:none",
      backgroundColor: colours.paper, borderColor: colours.control, borderWidth: 1, padding: [8, 12], textStyle: { color: colours.ink, fontSize: 14 },
      axisPointer: { type: "line", lineStyle: { color: colours.control, type: "solid" } }
    });
    delete option.tooltip.valueFormatter;
    list(option.series).forEach(function (s) {
      delete s.tooltip;
      if (s.type === "custom") { s.silent = true; s.tooltip = { show: false }; }
      if (s.type === "map") {
        s.selectedMode = false;
        frame(s);
        if (s.label === undefined) s.label = { show: false };
      }
      list(s.data).forEach(function (d) {
        if (!d || typeof d !== "object") return;
        /* ECharts reads item.label as a style, so the words for people go by a name that it leaves alone. */
        delete d.tooltip;
        if (typeof d.label === "string") { d.words = d.label; delete d.label; }
        d.cursor = typeof d.url === "string" ? "pointer" : "default";
      });
    });
    list(option.geo).forEach(function (g) { delete g.tooltip; frame(g); });
    roomForLabels(option);
    option.aria = { enabled: false };
    return option;
  }

  /* A map fills its box without being stretched. */
  function frame(s) {
    var defaults = { aspectScale: 1, left: 4, right: 4, top: 4, bottom: 4, preserveAspect: "contain" };
    Object.keys(defaults).forEach(function (k) { if (s[k] === undefined) s[k] = defaults[k]; });
  }
  /* Labels at the ends of lines stand outside the grid: the right margin must hold the longest name. */
  function roomForLabels(option) {
    var named = list(option.series).filter(function (s) { return s.endLabel && s.endLabel.show; });
    if (!named.length || Array.isArray(option.grid)) return;
    var longest = Math.max.apply(null, named.map(function (s) { return textWidth(String(s.name || ""), "13px " + FAMILY); }));
    option.grid = option.grid || {};
    option.grid.right = Math.max(Number(option.grid.right) || 0, Math.ceil(longest * 1.1) + 24);
  }
  /* Names at the ends of lines are pushed apart, so that none covers another. */
  function spread(chart, option) {
    var named = list(option.series).filter(function (s) { return s.endLabel && s.endLabel.show; }).map(function (s) {
      var at = s.data.length - 1;
      while (at >= 0 && typeof s.data[at] !== "number") at--;
      return { series: s, y: at < 0 ? NaN : chart.convertToPixel({ yAxisIndex: 0 }, s.data[at]) };
    }).filter(function (n) { return isFinite(n.y); }).sort(function (a, b) { return a.y - b.y; });
    if (named.length < 2) return;
    for (var i = 1, floor = named[0].y; i < named.length; i++) {
      floor = Math.max(named[i].y, floor + 16);
      named[i].series.endLabel.offset = [0, floor - named[i].y];
    }
    chart.setOption({ series: option.series });
  }
  function textWidth(text, font) {
    var g = textWidth.context = textWidth.context || document.createElement("canvas").getContext("2d");
    g.font = font;
    return g.measureText(text).width;
  }

  function mapNames(raw) {
    var names = list(raw.series).concat(list(raw.geo)).filter(function (s) { return s && typeof s.map === "string"; }).map(function (s) { return s.map; });
    return names.filter(function (n, i) { return names.indexOf(n) === i; });
  }

  /* 5 Maps -------------------------------------------------------------------------------------------------- */
  function registerMaps(box, raw, done) {
    var names = mapNames(raw), left = names.length, ok = true;
    if (!left) return done(true);
    site.loadScript(site.assets + "chart-maps.js", function (here) { if (here) load(); else done(false); });
    function load() { names.forEach(function (name) {
      function finish(loaded) {
        var geo = (window.OSNOVA_GEO || {})[name];
        if (geo && !echarts.getMap(name)) echarts.registerMap(name, site.geojson(geo));
        if (!geo || loaded === false) ok = !!geo && ok;
        if (--left === 0) done(ok);
      }
      if (window.OSNOVA_GEO && window.OSNOVA_GEO[name]) finish(true);
      else site.loadScript(new URL(box.getAttribute("data-geo") || site.assets + "geo/" + encodeURIComponent(name) + ".js", location.href).href, finish);
    }); }
  }

  /* 6 Drawing ------------------------------------------------------------------------------------------------ */
  /* A map without a height of its own takes the one its outline asks for. */
  function height(box, width, raw) {
    var given = (width < 560 && box.getAttribute("data-height-narrow")) || box.getAttribute("data-height"), name = raw && mapNames(raw)[0];
    var geo = name && (window.OSNOVA_GEO || {})[name];
    if (!given) return Math.round(Math.min(760, width * (geo && geo.w && geo.h ? geo.h / geo.w : 0.67)) + 8);
    return Number(given);
  }
  function frameWords(figure, box) {
    function text(sel) { var el = figure && figure.querySelector(sel); return el ? el.textContent.replace(/\s+/g, " ").trim() : ""; }
    return { title: text(".chart-title"), subtitle: text(".chart-subtitle"), note: text(".chart-note"), desc: box.getAttribute("data-desc") || "" };
  }
  function draw(state, paper) {
    var box = state.box, colours = palette(paper);
    if (state.chart) state.chart.dispose();
    if (!state.canvas) {
      state.fallback = Array.prototype.slice.call(box.childNodes);
      state.canvas = document.createElement("div");
      state.canvas.className = "chart-canvas";
      box.textContent = "";
      box.appendChild(state.canvas);
    }
    /* On A4 inside its margins a chart is 680 px wide, or 326 px in one of two columns, and two pages must hold them all. */
    var columns = box.closest(".columns"), w = paper ? (columns ? 326 : 680) : box.clientWidth;
    var h = paper ? Math.min(height(box, w, state.raw), columns ? 220 : 440) : height(box, w, state.raw), t = frameWords(box.closest("figure"), box);
    state.width = w;
    state.canvas.style.height = h + "px";
    state.chart = echarts.init(state.canvas, theme(colours), { renderer: "svg", width: w, height: h });
    var option = prepare(box, state.raw, colours, w);
    state.chart.setOption(option);
    spread(state.chart, option);
    box.style.minHeight = "";
    state.canvas.setAttribute("role", "img");
    state.canvas.setAttribute("aria-label", [t.title, t.desc || t.subtitle].filter(Boolean).join(". "));
    state.chart.on("click", function (p) {
      var url = p.data && typeof p.data.url === "string" ? new URL(p.data.url, site.root) : null;
      if (url && /^(https?|file):$/.test(url.protocol)) location.assign(url.href);
    });
  }
  function fail(state, error) {
    var box = state.box;
    box.removeAttribute("aria-busy");
    if (state.chart) { state.chart.dispose(); state.chart = null; }
    if (state.fallback) { box.textContent = ""; state.fallback.forEach(function (n) { box.appendChild(n); }); state.canvas = null; }
    if (!box.querySelector("svg, .chart-error")) {
      var p = document.createElement("p");
      p.className = "chart-error";
      p.textContent = words.failed;
      box.style.minHeight = "0";
      box.appendChild(p);
    }
    var figure = box.closest("figure"), table = figure && figure.querySelector("details.chart-table");
    if (table) table.open = true;
    if (error && window.console) console.error("chart " + box.getAttribute("data-options") + ": " + (error.message || error));
  }
  function start(state) {
    if (state.started) return;
    state.started = true;
    var box = state.box, source = document.getElementById(box.getAttribute("data-options"));
    box.setAttribute("aria-busy", "true");
    site.loadScript(site.assets + "echarts.min.js", function (ok) {
      if (!ok && !window.echarts) return fail(state, "echarts.min.js did not load");
      try { state.raw = JSON.parse(source ? source.textContent : ""); } catch (e) { return fail(state, e); }
      registerMaps(box, state.raw, function (mapsOk) {
        if (!mapsOk) return fail(state, "map geometry did not load");
        try { draw(state); } catch (e) { return fail(state, e); }
        box.removeAttribute("aria-busy");
        box.setAttribute("data-drawn", "");
        actions(state);
        new ResizeObserver(function () {
          var w = box.clientWidth;
          if (state.paper || !w || w === state.width || !state.chart) return;
          state.width = w;
          state.canvas.style.height = height(box, w, state.raw) + "px";
          state.chart.resize({ width: w, height: height(box, w, state.raw) });
        }).observe(box);
      });
    });
  }

  /* 7 Actions of the frame ------------------------------------------------------------------------------------- */
  function save(state, kind) {
    var tools = { palette: palette, theme: theme, prepare: prepare, spread: spread, height: height, frameWords: frameWords, escape: escape, family: FAMILY };
    site.loadScript(site.assets + "chart-pictures.js", function (ok) { if (ok) site.savePicture(state, kind, tools); });
  }
  function actions(state) {
    var figure = state.box.closest("figure");
    if (!figure || state.actions) return;
    state.actions = true;
    Array.prototype.forEach.call(figure.querySelectorAll("button[data-save]"), function (b) {
      b.hidden = false;
      b.addEventListener("click", function () { save(state, b.getAttribute("data-save")); });
    });
  }
  function embeds() {
    Array.prototype.forEach.call(document.querySelectorAll("figure.chart[id]"), function (figure) {
      var button = figure.querySelector("button[data-embed]");
      if (!button) return;
      var url = new URL(location.href), title = frameWords(figure, figure).title;
      url.search = "?embed=" + encodeURIComponent(figure.id);
      url.hash = "";
      button.hidden = false;
      button.addEventListener("click", function () {
        site.copy('<iframe src="' + escape(url.href) + '" title="' + escape(title) + '" width="100%" height="560" style="border:0" loading="lazy"></iframe>', function (ok) { if (ok) { var was = button.textContent; button.textContent = words.copied; site.say(words.copied); setTimeout(function () { button.textContent = was; }, 2000); } });
      });
    });
    var alone = new URLSearchParams(location.search).get("embed"), only = alone && document.getElementById(alone);
    if (!only || !only.classList.contains("chart")) return;
    /* The option scripts go along: they stand beside the figure, not in it. */
    var scripts = Array.prototype.slice.call(document.querySelectorAll('script[type="application/json"]'));
    document.body.className = "is-embed";
    document.body.replaceChildren.apply(document.body, [only].concat(scripts));
  }

  /* 8 Start ---------------------------------------------------------------------------------------------------- */
  embeds();
  Array.prototype.forEach.call(document.querySelectorAll(".chart-box[data-options]"), function (box) {
    var state = { box: box };
    boxes.push(state);
    box.style.minHeight = height(box, box.clientWidth) + "px";
    box.setAttribute("data-busy", words.busy);
  });
  if ("IntersectionObserver" in window) {
    var watcher = new IntersectionObserver(function (entries) {
      entries.forEach(function (e) {
        if (!e.isIntersecting) return;
        watcher.unobserve(e.target);
        boxes.forEach(function (s) { if (s.box === e.target) start(s); });
      });
    }, { rootMargin: "600px" });
    boxes.forEach(function (s) { watcher.observe(s.box); });
  } else boxes.forEach(start);
  /* Later charts follow when the page is idle, so that paper has them all. */
  setTimeout(function () { (window.requestIdleCallback || setTimeout)(function () { boxes.forEach(function (s) { if (s.box.offsetParent) start(s); }); }); }, 1500);

  function redraw(paper) { boxes.forEach(function (s) { if (s.chart && s.box.clientWidth) { s.paper = paper; draw(s, paper); } }); }
  document.addEventListener("osnova-theme", function () { redraw(false); });
  window.addEventListener("beforeprint", function () { redraw(true); });
  window.addEventListener("afterprint", function () { redraw(false); });
})();
