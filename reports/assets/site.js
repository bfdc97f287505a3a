// SPDX-License-Identifier: Apache-2.0
/* Behaviour of every page: theme, search, tables, copied links; loads charts.js where a page has charts.
   Plain script, no network beyond script tags of this site, works from file://. A page reads fully without it. */
(function () {
  "use strict";

  var here = document.currentScript ? document.currentScript.src : "";
  var assets = new URL(".", here || location.href).href;
  var root = new URL("..", assets).href;
  var html = document.documentElement;
  var lang = (html.lang || "uk").slice(0, 2) === "en" ? "en" : "uk";
  var words = {
    uk: {
      dark: "Темна", light: "Світла", toDark: "Темна тема: увімкнути", toLight: "Світла тема: увімкнути",
      none: "Нічого не знайдено. Спробуйте іншу назву або перегляньте перелік громад.", found: "Знайдено: ", loading: "Шукаємо…",
      shown: "Показано {a} із {b}", noRows: "Жоден рядок не відповідає умові.", copied: "Скопійовано", copyFailed: "Скопіюйте з рядка адреси",
      list: "Підказки пошуку"
    },
    en: {
      dark: "Dark", light: "Light", toDark: "Dark theme: switch on", toLight: "Light theme: switch on",
      none: "Nothing found. Try another name or browse the list of communities.", found: "Found: ", loading: "Searching…",
      shown: "{a} of {b} shown", noRows: "No row matches.", copied: "Copied", copyFailed: "Copy it from the address bar",
      list: "Search suggestions"
    }
  }[lang];

  /* Shared with charts.js. */
  var site = window.OSNOVA = { assets: assets, root: root, lang: lang, loadScript: loadScript, number: number, download: download, say: say, dark: dark };

  applyTheme(stored());
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();

  function start() {
    themeSwitch();
    each("form.search", searchBox);
    each("table.sortable", sortable);
    each(".table-filter", tableFilter);
    each("[data-copy]", copyLink);
    if (document.querySelector(".chart-box[data-options]")) loadScript(assets + "chart-names.js", function (ok) { if (ok) loadScript(assets + "charts.js"); });
  }

  function each(selector, f) { Array.prototype.forEach.call(document.querySelectorAll(selector), f); }
  function make(tag, className, text) {
    var el = document.createElement(tag);
    if (className) el.className = className;
    if (text !== undefined) el.textContent = text;
    return el;
  }

  /* Loads a script of this site once; calls done(ok). */
  function loadScript(src, done) {
    var cache = loadScript.cache = loadScript.cache || {};
    var entry = cache[src];
    if (!entry) {
      entry = cache[src] = { state: 0, waiting: [] };
      var tag = document.createElement("script");
      var finish = function (ok) {
        entry.state = ok ? 1 : 2;
        entry.waiting.splice(0).forEach(function (f) { f(ok); });
      };
      tag.onload = function () { finish(true); };
      tag.onerror = function () { finish(false); };
      tag.src = src;
      document.head.appendChild(tag);
    }
    if (!done) return;
    if (entry.state) done(entry.state === 1); else entry.waiting.push(done);
  }

  /* 1 469,5 in Ukrainian, 1,469.5 in English; digits after the mark are fixed. */
  function number(value, digits) {
    var key = lang + digits, cache = number.cache = number.cache || {};
    var format = cache[key] = cache[key] || new Intl.NumberFormat(lang === "en" ? "en-GB" : "uk-UA", { minimumFractionDigits: digits, maximumFractionDigits: digits });
    return format.format(value).replace(/^-(?=[0.,]*$)/, "").replace(/^-/, "−"); // what rounds to nothing has no sign
  }

  function download(name, blob) {
    var a = make("a");
    a.href = URL.createObjectURL(blob);
    a.download = (html.hasAttribute("data-synthetic") ? "synthetic-" : "") + name;
    document.body.appendChild(a);
    a.click();
    a.remove();
    setTimeout(function () { URL.revokeObjectURL(a.href); }, 10000);
  }

  /* Speaks to screen readers without moving the focus. */
  function say(text) {
    var live = document.getElementById("site-live");
    if (!live) {
      live = make("div", "visually-hidden");
      live.id = "site-live";
      live.setAttribute("role", "status");
      document.body.appendChild(live);
    }
    live.textContent = text;
  }

  /* Theme ------------------------------------------------------------------------------------------------ */
  function stored() { try { return localStorage.getItem("osnova-theme"); } catch (e) { return null; } }
  function store(value) {
    try { if (value) localStorage.setItem("osnova-theme", value); else localStorage.removeItem("osnova-theme"); } catch (e) { /* private window: the choice lasts for this page */ }
  }
  function system() { return window.matchMedia && matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"; }
  function dark() { return (html.getAttribute("data-theme") || system()) === "dark"; }
  function applyTheme(theme) {
    if (theme === "dark" || theme === "light") html.setAttribute("data-theme", theme); else html.removeAttribute("data-theme");
  }
  function themeSwitch() {
    var buttons = document.querySelectorAll(".theme-switch");
    function label() {
      Array.prototype.forEach.call(buttons, function (b) {
        b.textContent = dark() ? words.light : words.dark;
        b.setAttribute("aria-label", dark() ? words.toLight : words.toDark);
        b.hidden = false;
      });
    }
    function changed() { label(); document.dispatchEvent(new CustomEvent("osnova-theme")); }
    Array.prototype.forEach.call(buttons, function (b) {
      b.addEventListener("click", function () {
        var next = dark() ? "light" : "dark";
        var own = next === system() ? null : next;
        applyTheme(own);
        store(own);
        changed();
      });
    });
    label();
    if (window.matchMedia) matchMedia("(prefers-color-scheme: dark)").addEventListener("change", changed);
  }

  /* Search ----------------------------------------------------------------------------------------------- */
  /* Case, apostrophes and hyphens do not matter: «Кам'янець Подільський» = «кам’янець-подільський»; ґ is found by г. */
  function fold(text) {
    return String(text).toLocaleLowerCase("uk").replace(/['’ʼ‘`´′"«»“”]/g, "").replace(/[\s\-‐–—_.,()]+/g, " ").replace(/ґ/g, "г").trim();
  }

  var index = { chunks: 0, entries: [] };
  function collect() {
    var chunks = window.OSNOVA_SEARCH || [];
    for (; index.chunks < chunks.length; index.chunks++) {
      var chunk = chunks[index.chunks];
      for (var i = 0; i < chunk.length; i++) {
        var e = chunk[i], url = e[3], context = e[2];
        if (typeof url === "number") {
          var home = (chunks[0] || [])[url];
          if (!home) continue;
          url = home[3];
          if (!context) context = home[0] + (home[2] ? ", " + home[2] : "");
        }
        index.entries.push({ name: e[0], kind: e[1], context: context, url: url, key: fold(e[0]) });
      }
    }
  }

  function find(query, limit) {
    var q = fold(query), tiers = [[], [], [], []];
    if (!q) return [];
    for (var i = 0; i < index.entries.length; i++) {
      var e = index.entries[i], at = e.key.indexOf(q);
      if (at < 0) continue;
      var tier = e.key === q ? 0 : at === 0 ? 1 : e.key.charAt(at - 1) === " " ? 2 : 3;
      if (tiers[tier].length < limit) tiers[tier].push(e);
    }
    return [].concat.apply([], tiers).slice(0, limit);
  }

  function searchBox(form, number) {
    var input = form.querySelector("input[type=search]"), src = form.getAttribute("data-search-src");
    if (!input || !src) return;
    var list = make("ul", "search-list"), shown = [], active = -1, id = "search-list-" + number, pending = 0;
    list.id = id;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", words.list);
    form.appendChild(list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", id);

    function load() {
      if (load.asked) return;
      load.asked = true;
      var more = form.getAttribute("data-search-more-src");
      pending++;
      loadScript(src, function () {
        pending--;
        collect();
        update();
        if (!more) return;
        pending++;
        loadScript(more, function () { pending--; collect(); update(); });
      });
    }
    function close() {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }
    function select(i) {
      active = i;
      Array.prototype.forEach.call(list.children, function (li, k) {
        if (li.getAttribute("role") === "option") li.setAttribute("aria-selected", String(k === i));
        if (k === i) li.scrollIntoView({ block: "nearest" });
      });
      if (i < 0) input.removeAttribute("aria-activedescendant"); else input.setAttribute("aria-activedescendant", id + "-" + i);
    }
    function go(e) {
      var url = new URL(e.url, root);
      if (/^(https?|file):$/.test(url.protocol)) location.assign(url.href);
    }
    function update() {
      if (document.activeElement !== input) return;
      if (!input.value.trim()) return close();
      shown = find(input.value, 12);
      list.textContent = "";
      shown.forEach(function (e, i) {
        var li = make("li");
        li.id = id + "-" + i;
        li.setAttribute("role", "option");
        li.setAttribute("aria-selected", "false");
        bold(li, e.name, input.value);
        li.appendChild(make("span", "context", [e.kind, e.context].filter(Boolean).join(" · ")));
        li.addEventListener("mousedown", function (event) { event.preventDefault(); });
        li.addEventListener("click", function () { go(e); });
        list.appendChild(li);
      });
      if (!shown.length) {
        var none = make("li", "search-none", pending ? words.loading : words.none);
        none.setAttribute("role", "option");
        none.setAttribute("aria-disabled", "true");
        none.setAttribute("aria-selected", "false");
        list.appendChild(none);
      }
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      select(-1);
      say(shown.length ? words.found + shown.length : pending ? "" : words.none);
    }

    input.addEventListener("focus", load);
    input.addEventListener("input", function () { load(); update(); });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", function (event) {
      var n = shown.length, open = !list.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!open) return update();
        if (n) select(event.key === "ArrowDown" ? (active + 1) % n : (active <= 0 ? n : active) - 1);
      } else if (event.key === "Escape" && open) {
        event.preventDefault();
        close();
      }
    });
    form.addEventListener("submit", function (event) {
      var e = !list.hidden && (shown[active] || (active < 0 && shown[0]));
      if (!e) return;
      event.preventDefault();
      go(e);
    });
  }

  /* The part of the name that was typed, in bold, when it stands there letter for letter. */
  function bold(el, name, typed) {
    var at = name.toLocaleLowerCase("uk").indexOf(typed.trim().toLocaleLowerCase("uk")), n = typed.trim().length;
    if (at < 0) { el.appendChild(document.createTextNode(name)); return; }
    el.appendChild(document.createTextNode(name.slice(0, at)));
    el.appendChild(make("mark", "", name.slice(at, at + n)));
    el.appendChild(document.createTextNode(name.slice(at + n)));
  }

  /* Tables ----------------------------------------------------------------------------------------------- */
  function sortable(table) {
    var head = table.tHead && table.tHead.rows[table.tHead.rows.length - 1], body = table.tBodies[0];
    if (!head || !body) return;
    var collator = new Intl.Collator(lang, { numeric: true, sensitivity: "base" });
    Array.prototype.forEach.call(head.cells, function (th, column) {
      if (th.hasAttribute("data-nosort") || !th.textContent.trim()) return;
      var button = make("button");
      button.type = "button";
      while (th.firstChild) button.appendChild(th.firstChild);
      th.appendChild(button);
      var axis = button.querySelector(".dot-axis");
      if (axis) th.appendChild(axis);
      button.addEventListener("click", function () {
        var first = th.classList.contains("num") ? "descending" : "ascending", now = th.getAttribute("aria-sort");
        var order = now ? (now === "ascending" ? "descending" : "ascending") : first;
        Array.prototype.forEach.call(head.cells, function (other) { other.removeAttribute("aria-sort"); });
        th.setAttribute("aria-sort", order);
        sortRows(body, column, order === "ascending" ? 1 : -1, collator);
      });
    });
  }

  /* Rows of class total stay at the bottom; an unknown value goes after the known ones in both directions. */
  function sortRows(body, column, sign, collator) {
    var rows = Array.prototype.map.call(body.rows, function (row) {
      var cell = row.cells[column], raw = cell ? cell.getAttribute("data-value") : "";
      var text = raw === null ? cell.textContent.trim() : raw;
      var value = text !== "" && isFinite(text) ? Number(text) : text;
      return { row: row, value: value, last: row.classList.contains("total") ? 2 : text === "" ? 1 : 0 };
    });
    rows.sort(function (a, b) {
      if (a.last !== b.last) return a.last - b.last;
      if (a.last) return 0;
      if (typeof a.value === "number" && typeof b.value === "number") return sign * (a.value - b.value);
      return sign * collator.compare(String(a.value), String(b.value));
    });
    var all = document.createDocumentFragment();
    rows.forEach(function (r) { all.appendChild(r.row); });
    body.appendChild(all);
  }

  function tableFilter(form) {
    var table = document.getElementById(form.getAttribute("data-filter")), input = form.querySelector("input"), output = form.querySelector("output");
    if (!table || !input) return;
    var body = table.tBodies[0], total = body.rows.length, keys = new Map(), timer;
    var none = make("p", "unknown", words.noRows);
    none.hidden = true;
    (table.closest(".table-frame") || table).insertAdjacentElement("afterend", none);
    function apply() {
      var parts = fold(input.value).split(" ").filter(Boolean), n = 0;
      Array.prototype.forEach.call(body.rows, function (row) {
        if (!keys.has(row)) keys.set(row, fold(row.textContent));
        var hit = parts.every(function (p) { return keys.get(row).indexOf(p) >= 0; });
        row.hidden = !hit;
        if (hit) n++;
      });
      none.hidden = n > 0;
      if (output) output.textContent = parts.length ? words.shown.replace("{a}", number(n, 0)).replace("{b}", number(total, 0)) : "";
    }
    form.hidden = false;
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    input.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(apply, 60); });
    var asked = new URLSearchParams(location.search).get("q");
    if (asked) { input.value = asked; apply(); }
  }

  /* Links ------------------------------------------------------------------------------------------------ */
  function copyLink(a) {
    var label = a.textContent, timer;
    a.addEventListener("click", function (event) {
      event.preventDefault();
      copy(new URL(a.getAttribute("href") || "", location.href).href, function (ok) {
        a.textContent = ok ? words.copied : words.copyFailed;
        say(a.textContent);
        clearTimeout(timer);
        timer = setTimeout(function () { a.textContent = label; }, 2000);
      });
    });
  }
  site.copy = copy;
  function copy(text, done) {
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(function () { done(true); }, function () { done(oldCopy(text)); });
    } else done(oldCopy(text));
  }
  function oldCopy(text) {
    var area = make("textarea", "visually-hidden");
    area.value = text;
    document.body.appendChild(area);
    area.select();
    var ok = false;
    try { ok = document.execCommand("copy"); } catch (e) { ok = false; }
    area.remove();
    return ok;
  }
})();
