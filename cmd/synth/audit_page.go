// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"fmt"
	"strings"
)

// page is one document in the look of the site. Each rule of accessibility is kept or broken on every page alike, so that whatever pages a
// robot takes, it finds the same.
func (p *pages) page(title, content string) string {
	var b strings.Builder
	if p.site.look != 2 {
		b.WriteString("<!DOCTYPE html>\n")
	}
	b.WriteString("<html" + p.choose("lang", ` lang="uk"`, "") + "><head>")
	charset := "utf-8"
	if p.site.look == 1 {
		charset = "windows-1251"
	}
	b.WriteString(p.choose("charset", `<meta charset="`+charset+`">`, ""))
	b.WriteString(p.choose("title", "<title>"+title+"</title>", "<title></title>"))
	viewport := ""
	if p.d.phone["viewport"] == "pass" {
		viewport = "width=device-width, initial-scale=1"
	}
	if p.lacks("zoom") {
		viewport += ", user-scalable=no"
	}
	if viewport != "" {
		b.WriteString(`<meta name="viewport" content="` + strings.TrimPrefix(viewport, ", ") + `">`)
	}
	b.WriteString("<link rel=\"stylesheet\" href=\"/style.css\">")
	if p.d.phone["size"] == "fail" {
		b.WriteString("<link rel=\"stylesheet\" href=\"/style.css?v=2\"><link rel=\"stylesheet\" href=\"/style.css?v=3\">")
	}
	b.WriteString("<script>var hint = '<a href=\"/x\">Вакансії Контакти</a>';</script></head>\n<body>\n")
	target := ""
	if p.d.access["ids"] != "not_tested" || p.has("skip") {
		target = ` id="content"`
	}
	if p.has("skip") {
		b.WriteString(`<a href="#content">До змісту</a>` + "\n")
	}
	open, shut := "<div"+target+">", "</div>"
	if p.has("main") {
		open, shut = "<main"+target+">", "</main>"
	}
	switch p.site.look {
	case 0:
		b.WriteString(`<header><a href="/">На головну сторінку</a></header>` + open)
	case 1:
		b.WriteString(`<table role="presentation" width="100%"><tr><td><a href="/">На головну сторінку</a></td></tr></table>` + open)
	default: // markup that is not closed
		b.WriteString(`<div><font size=2><a href=/>На головну сторінку</a></font>` + open)
	}
	b.WriteString(p.choose("h1", "<h1>"+title+"</h1>", "<h1>"+title+"</h1><h1>Громада</h1>"))
	b.WriteString(p.choose("headings", "<h2>Розділ</h2>", "<h4>Розділ</h4>"))
	b.WriteString(content)
	b.WriteString(p.choose("alt", `<img src="/files/arms.png" alt="Герб">`, `<img src="/files/arms.png">`))
	b.WriteString(p.choose("labels", `<form action="/search"><label for="q">Пошук</label><input id="q" name="q"></form>`, `<form action="/search"><input name="q"></form>`))
	if p.lacks("links") {
		b.WriteString(`<p>Докладніше <a href="/about">тут</a></p>`)
	}
	if p.lacks("ids") {
		b.WriteString(`<i id="twice"></i><i id="twice"></i>`)
	}
	b.WriteString(p.choose("th", "<table><tr><th>Рік</th><th>Сума</th></tr><tr><td>2025</td><td>1</td></tr></table>", "<table><tr><td>Рік</td><td>Сума</td></tr><tr><td>2025</td><td>1</td></tr></table>"))
	b.WriteString(p.choose("iframe", `<iframe src="https://map.example/" title="Мапа"></iframe>`, `<iframe src="https://map.example/"></iframe>`))
	b.WriteString(p.choose("contrast", `<p style="color:#1a1f27;background:#fff">Вигаданий текст.</p>`, `<p style="color:#aaa;background:#fff">Вигаданий текст.</p>`))
	b.WriteString(shut)
	if p.site.look == 2 {
		return b.String() // as some builders leave it
	}
	b.WriteString("\n</body></html>\n")
	return b.String()
}

// choose is what a page has where a rule is kept, or broken; nothing where there is nothing of the kind.
func (p *pages) choose(rule, kept, broken string) string {
	switch {
	case p.has(rule):
		return kept
	case p.lacks(rule):
		return broken
	}
	return ""
}

// truth is what a robot must find by one visit over http, rule by rule; of A3 service by service and of A4 on any page. Rules that depend on
// which pages it takes (documents) or on the server (connection) are left out.
func (p *pages) truth() map[string]string {
	out := map[string]string{}
	for i, there := range p.d.items {
		out[fmt.Sprintf("L%02d", i+1)] = outcome(there)
	}
	for _, rule := range accessRules {
		switch rule.name {
		case "pdf":
		case "ids":
			out["A4.ids"] = p.d.access["ids"]
			if out["A4.ids"] == "not_tested" && (p.has("skip") || p.has("labels")) {
				out["A4.ids"] = "pass" // ids that other rules need
			}
		default:
			out["A4."+rule.name] = p.d.access[rule.name]
		}
	}
	for k, rule := range serviceRules {
		out["A3."+rule] = "not_tested"
		for n, one := range p.d.services {
			delete(out, "A3."+rule)
			out[fmt.Sprintf("A3.%s %d", rule, n+1)] = outcome(one[k])
		}
	}
	for _, rule := range []string{"viewport", "font", "tap", "size"} {
		out["A5."+rule] = p.d.phone[rule]
	}
	out["T.updated"] = outcome(p.d.items[24])
	if p.closed {
		for check := range out {
			if !strings.HasPrefix(check, "A3.") {
				out[check] = "not_tested"
			} else {
				delete(out, check)
			}
		}
	}
	return out
}
