// SPDX-License-Identifier: Apache-2.0
/* Measures the visitor's own table by the engine of the site. All words stand in the page; nothing given here is sent or kept. */
(function () {
  "use strict";
  var site = window.OSNOVA, address = document.currentScript.dataset.engine, mostBytes = 50e6, mostShown = 300e3;
  var form = document.getElementById("trial");
  if (!form || !address) return;
  var words = form.dataset, file = get("trial-file"), table = get("trial-table"), value = get("trial-value"), weight = get("trial-weight");
  var status = get("trial-status"), findings = get("trial-findings"), result = get("trial-result"), button = form.querySelector("button");
  var held = null; // the text of a file too long to be shown
  var edition = 0; // of what was given, so that no result stands under another table

  form.hidden = false;
  offer();
  table.addEventListener("input", offer);
  file.addEventListener("change", take);
  form.addEventListener("input", change);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (!button.hasAttribute("aria-disabled")) compute();
  });

  function get(id) { return document.getElementById(id); }
  function say(text) { status.textContent = text; }
  function change() {
    edition += 1;
    result.hidden = findings.hidden = true;
    say("");
  }
  function fill(text, parts) { return text.replace(/\{(\w+)\}/g, function (_, name) { return parts[name]; }); }

  /* Takes a file; a long one stays out of the text field. */
  function take() {
    var one = file.files[0];
    held = null;
    table.disabled = false;
    if (!one) return;
    if (one.size > mostBytes) { say(words.large); return; }
    one.text().then(function (text) {
      if (text.indexOf("\uFFFD") >= 0) { say(words.encoding); return; }
      table.disabled = text.length > mostShown;
      if (table.disabled) held = text;
      table.value = table.disabled ? text.slice(0, 2000) + "\n…" : text;
      offer();
      change();
      say(fill(words.held, { name: one.name }));
    }, function (e) { say(words.failed + ": " + e.message); });
  }

  function text() { return held === null ? table.value : held; }

  /* The cells of a line, as CSV writes them. The engine reads the table itself; this only fills the lists of columns. */
  function cells(line) {
    var out = [], found = /("(?:[^"]|"")*"|[^,]*)(,|$)/g, one;
    do {
      one = found.exec(line);
      out.push(one[1].replace(/^"|"$/g, "").replace(/""/g, "\"").trim());
    } while (one[2]);
    return out;
  }

  function head() { return text().replace(/^\uFEFF/, "").slice(0, 100000).split(/\r?\n/); }

  /* Fills the lists of columns, keeping what was chosen; else the first two columns of numbers. */
  function offer() {
    var lines = head(), first = cells(lines[1] || ""), all = cells(lines[0]);
    var numeric = all.filter(function (name, i) { return name && first[i] && !isNaN(first[i]); });
    var names = all.filter(function (name, i) { return name && all.indexOf(name) === i; });
    var same = names.indexOf(value.value) >= 0, kept = same && (weight.value === "" || names.indexOf(weight.value) >= 0);
    var chosen = kept ? weight.value : numeric[1] || "";
    list(value, names, same ? value.value : numeric[0] || names[0]);
    list(weight, [""].concat(names), chosen);
  }
  function list(select, names, chosen) {
    select.replaceChildren.apply(select, names.map(function (name) {
      var option = document.createElement("option");
      option.value = name;
      option.textContent = name || words.alone;
      option.selected = name === chosen;
      return option;
    }));
  }

  function compute() {
    var began = performance.now(), asked = edition, input = { table: text(), value: value.value, weight: weight.value === value.value ? "" : weight.value };
    if (held !== null || file.files[0]) input.file = file.files[0].name;
    button.setAttribute("aria-disabled", "true");
    findings.hidden = true;
    say(site.engine ? words.computing : words.loading);
    site.loadScript(new URL(address, location.href).href, function (ok) {
      if (!ok || !site.engine) { end(); say(words.failed); return; }
      site.engine.ask("inequality", input).then(function (answer) {
        end();
        form.dataset.milliseconds = Math.round(performance.now() - began);
        if (asked === edition) tell(answer);
      }).catch(function (e) { end(); say(words.failed + ": " + e.message); });
    });
  }
  function end() { button.removeAttribute("aria-disabled"); }

  function tell(answer) {
    findings.replaceChildren.apply(findings, (answer.findings || []).map(function (f) {
      var item = document.createElement("li");
      item.textContent = f.where + ": " + f.what + (f.hint ? " (" + f.hint + ")" : "");
      return item;
    }));
    findings.hidden = !answer.findings;
    result.hidden = !answer.result;
    if (!answer.result) {
      var apart = /^[^,]*[;\t][^,]*$/.test(head()[0]);
      say((answer.findings ? words.refused : words.failed + ": " + answer.error) + (apart ? " " + words.separator : ""));
      return;
    }
    show(answer.result);
    say(fill(words.done, answer.result) + (answer.result.zeros ? " " + fill(words.zeros, answer.result) : ""));
    result.focus({ preventScroll: true });
    result.scrollIntoView({ block: "nearest" });
  }

  function show(r) {
    var weighted = r.curves.length > 1 || r.rows.some(function (row) { return row.weighting !== "none"; });
    result.querySelectorAll("[data-weighting=weight]").forEach(function (el) { el.hidden = !weighted; });
    var values = {};
    r.rows.forEach(function (row) { values[(row.weighting === "none" ? "none " : "weight ") + row.measure] = row.value; });
    result.querySelectorAll("tr[data-measure]").forEach(function (row) {
      row.querySelectorAll("td").forEach(function (cell) {
        var v = values[cell.dataset.weighting + " " + row.dataset.measure];
        cell.textContent = v === null || v === undefined ? words.undefined : site.number(v, Number(row.dataset.digits));
        cell.dataset.value = v === null || v === undefined ? "" : String(v);
      });
    });
    get("trial-chart").hidden = !r.curves.length;
    if (r.curves.length) draw(r.curves, values["none lorenz_0.5"]);
  }

  /* Draws the curves, the equal share and the tenths. */
  function draw(curves, half) {
    var size = 300, left = 40, top = 10;
    var svg = node("svg", { viewBox: "0 0 " + (size + left + 24) + " " + (size + top + 36), role: "img" });
    svg.setAttribute("aria-label", fill(words.curve, { half: site.number(100 * half, 1) }));
    function x(p) { return left + size * p; }
    function y(l) { return top + size * (1 - l); }
    for (var i = 0; i <= 5; i += 1) {
      var at = i / 5, percent = site.number(100 * at, 0) + (site.lang === "uk" ? "\u00A0%" : "%");
      svg.append(node("line", { class: "trial-grid", x1: x(0), x2: x(1), y1: y(at), y2: y(at) }));
      svg.append(node("line", { class: "trial-grid", x1: x(at), x2: x(at), y1: y(0), y2: y(1) }));
      svg.append(node("text", { x: x(at), y: y(0) + 20, "text-anchor": "middle" }, percent));
      if (i) svg.append(node("text", { x: left - 6, y: y(at) + 4, "text-anchor": "end" }, percent));
    }
    svg.append(node("line", { class: "trial-equal", x1: x(0), y1: y(0), x2: x(1), y2: y(1) }));
    curves.forEach(function (c) {
      var path = c.points.map(function (p) { return x(p[0]).toFixed(2) + " " + y(p[1]).toFixed(2); }).join("L");
      svg.append(node("path", { class: c.weighting === "none" ? "trial-line-none" : "trial-line-weight", d: "M" + path }));
    });
    get("trial-curve").replaceChildren(svg);
  }
  function node(name, attributes, content) {
    var el = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.keys(attributes).forEach(function (key) { el.setAttribute(key, attributes[key]); });
    if (content !== undefined) el.textContent = content;
    return el;
  }
}());
