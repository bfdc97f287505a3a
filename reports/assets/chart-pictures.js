// SPDX-License-Identifier: Apache-2.0
/* SVG and PNG of a chart, loaded by charts.js when first asked for: always light, 900 px wide,
   with the finding, the measure, the legend and the source written on the picture, so that it can travel alone. */
(function () {
  "use strict";

  var WIDTH = 900, PAD = 24;

  function measure(text, font) {
    var g = measure.context = measure.context || document.createElement("canvas").getContext("2d");
    g.font = font;
    return g.measureText(text).width;
  }
  function wrap(text, width, font) {
    var lines = [], now = "";
    text.split(" ").filter(Boolean).forEach(function (word) {
      var next = now ? now + " " + word : word;
      if (now && measure(next, font) > width) { lines.push(now); now = word; } else now = next;
    });
    return now ? lines.concat(now) : lines;
  }

  function swatch(el, x, y, c) {
    var band = el.getAttribute("data-band"), cat = el.getAttribute("data-cat");
    var fill = cat ? c["cat" + cat] : !band ? c.accent : /^\d$/.test(band) ? c["seq" + band] : /^d\d$/.test(band) ? c["div" + band.slice(1)] : band === "occupied" ? c.occupied : band === "unclear" ? c.grey : c.nodata;
    var out = '<rect x="' + x + '" y="' + y + '" width="14" height="14" fill="' + fill + '" stroke="' + c.control + '"/>';
    if (band === "none") [4, 9, 14].forEach(function (k) { out += '<path d="M' + x + " " + (y + k) + "L" + (x + k) + " " + y + '" stroke="' + c.control + '"/>'; });
    return out;
  }

  function picture(state, t) {
    var c = t.palette(true), words = t.frameWords(state.box.closest("figure"), state.box), h = t.height(state.box, WIDTH, state.raw), y = PAD, parts = [];
    function text(x, size, weight, colour, words) {
      parts.push('<text x="' + x + '" y="' + Math.round(y) + '" font-size="' + size + '" font-weight="' + weight + '" fill="' + colour + '">' + t.escape(words) + "</text>");
    }
    function block(words, size, weight, colour) {
      wrap(words, WIDTH - 2 * PAD, weight + " " + size + "px " + t.family).forEach(function (l) { y += Math.round(size * 1.35); text(PAD, size, weight, colour, l); });
    }
    block(words.title, 22, 600, c.ink);
    block(words.subtitle, 15, 400, c.muted);
    var legend = state.box.closest("figure") && state.box.closest("figure").querySelector(".legend"), x = PAD;
    if (legend) {
      y += 28;
      Array.prototype.forEach.call(legend.children, function (li) {
        var sample = li.querySelector(".swatch"), label = li.textContent.trim(), wide = measure(label, "13px " + t.family) + 42;
        if (x > PAD && x + wide > WIDTH - PAD) { x = PAD; y += 22; }
        if (sample) parts.push(swatch(sample, x, Math.round(y) - 12, c));
        text(x + 20, 13, 400, c.ink, label);
        x += Math.ceil(wide);
      });
    }
    y += 12;
    var hidden = document.createElement("div");
    hidden.style.cssText = "position:absolute;left:-9999px;width:" + (WIDTH - 2 * PAD) + "px;height:" + h + "px";
    document.body.appendChild(hidden);
    var chart = echarts.init(hidden, t.theme(c), { renderer: "svg", width: WIDTH - 2 * PAD, height: h });
    var option = t.prepare(state.box, state.raw, c, WIDTH);
    chart.setOption(option);
    t.spread(chart, option);
    var inner = chart.renderToSVGString().replace(/^<svg /, '<svg x="' + PAD + '" y="' + Math.round(y) + '" ');
    chart.dispose();
    hidden.remove();
    y += h + 4;
    block(words.note, 12, 400, c.muted);
    var height = Math.ceil(y + PAD);
    return {
      height: height,
      svg: '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="' + WIDTH + '" height="' + height + '" viewBox="0 0 ' + WIDTH + " " + height + '" font-family="' + t.escape(t.family) + '">' +
        "<title>" + t.escape(words.title) + "</title><desc>" + t.escape(words.desc) + '</desc><rect width="100%" height="100%" fill="' + c.paper + '"/>' + parts.join("") + inner + "</svg>"
    };
  }

  /* kind: "svg" or "png"; the file is named after the figure. */
  window.OSNOVA.savePicture = function (state, kind, tools) {
    var name = (state.box.closest("figure") || state.box).id || state.box.getAttribute("data-options"), p = picture(state, tools);
    var blob = new Blob([p.svg], { type: "image/svg+xml" });
    if (kind === "svg") return window.OSNOVA.download(name + ".svg", blob);
    var image = new Image(), url = URL.createObjectURL(blob);
    image.onload = function () {
      var canvas = document.createElement("canvas");
      canvas.width = WIDTH * 2;
      canvas.height = p.height * 2;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      URL.revokeObjectURL(url);
      canvas.toBlob(function (png) { if (png) window.OSNOVA.download(name + ".png", png); }, "image/png");
    };
    image.src = url;
  };
})();
