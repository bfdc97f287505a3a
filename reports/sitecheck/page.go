// SPDX-License-Identifier: Apache-2.0

package sitecheck

import (
	"html"
	"strings"
)

// tableCell is one cell of a table of a page.
type tableCell struct {
	head  bool
	text  string
	value string // data-value
	told  bool   // it has data-value
	href  string // of the first link in it
}

// table is one table of a page; section is the id of the section that it stands in.
type table struct {
	section string
	at      int // place among the tables of the section, from 1
	heads   []string
	rows    [][]tableCell
}

// textPiece is a piece of a page outside tables: its element (p, h1, li.key-number) and its section.
type textPiece struct {
	section, element, text string
}

// sitePage is a page as a reader sees it.
type sitePage struct {
	language, path string
	texts          []textPiece
	tables         []table
	charts         [][2]string // id, JSON
	hrefs          []string
}

// blocks are elements whose text is one piece.
var blocks = map[string]bool{"p": true, "h1": true, "h2": true, "h3": true, "h4": true, "li": true, "figcaption": true, "dd": true, "dt": true, "summary": true}

// readPage reads the main part of a page of the site. It knows HTML as far as the site's own templates write it: no bare < in texts.
func readPage(language, path, body string) sitePage {
	p := sitePage{language: language, path: path}
	if at := strings.Index(body, "<main"); at >= 0 {
		body = body[at:]
	}
	if end := strings.Index(body, "</main>"); end >= 0 {
		body = body[:end]
	}
	var (
		section, element string
		piece            strings.Builder
		t                *table
		row              []tableCell
		c                *tableCell
		inHead           bool
		count            = map[string]int{}
	)
	flush := func() {
		if s := squeeze(piece.String()); s != "" && element != "" {
			p.texts = append(p.texts, textPiece{section, element, s})
		}
		piece.Reset()
	}
	for len(body) > 0 {
		at := strings.IndexByte(body, '<')
		if at < 0 {
			break
		}
		piece.WriteString(body[:at])
		body = body[at:]
		end := strings.IndexByte(body, '>')
		if end < 0 {
			break
		}
		tag := body[1:end]
		body = body[end+1:]
		name := tag
		if i := strings.IndexAny(name, " \n\t"); i >= 0 {
			name = name[:i]
		}
		switch {
		case name == "section" || name == "aside":
			if id := attribute(tag, "id"); id != "" {
				flush()
				section = id
			}
		case name == "script":
			close := strings.Index(body, "</script>")
			if close < 0 {
				return p
			}
			if attribute(tag, "type") == "application/json" {
				p.charts = append(p.charts, [2]string{attribute(tag, "id"), body[:close]})
			}
			body = body[close:]
		case name == "table":
			flush()
			count[section]++
			t = &table{section: section, at: count[section]}
		case name == "/table" && t != nil:
			p.tables = append(p.tables, *t)
			t, c = nil, nil
			piece.Reset()
			element = ""
		case name == "thead":
			inHead = true
		case name == "/thead":
			inHead = false
		case name == "tr":
			row = nil
		case name == "/tr" && t != nil:
			if !inHead && len(row) > 0 {
				t.rows = append(t.rows, row)
			}
		case name == "th" || name == "td":
			piece.Reset()
			c = &tableCell{head: name == "th"}
			c.value, c.told = given(tag, "data-value")
		case (name == "/th" || name == "/td") && c != nil && t != nil:
			c.text = squeeze(piece.String())
			if inHead {
				t.heads = append(t.heads, c.text)
			} else {
				row = append(row, *c)
			}
			c = nil
			piece.Reset()
		case name == "a":
			href := attribute(tag, "href")
			p.hrefs = append(p.hrefs, href)
			if c != nil && c.href == "" {
				c.href = href
			}
		case t == nil && blocks[name]:
			flush()
			element = name
			if class := attribute(tag, "class"); name == "li" && strings.HasPrefix(class, "key-number") {
				element = "tile"
			} else if name == "li" && strings.HasPrefix(class, "tile") {
				element = "map " + attribute(tag, "data-unit") + " " + attribute(tag, "data-band")
			} else if class == "lead" || class == "finding" {
				element = class
			}
		case t == nil && strings.HasPrefix(name, "/") && blocks[name[1:]]:
			flush()
			element = ""
		default:
			if name == "span" || name == "/span" || name == "br" || name == "dd" || name == "small" {
				piece.WriteByte(' ')
			}
		}
	}
	return p
}

func attribute(tag, name string) string {
	v, _ := given(tag, name)
	return v
}

// given is an attribute of a tag and whether it is there.
func given(tag, name string) (string, bool) {
	at := strings.Index(tag, " "+name+`="`)
	if at < 0 {
		return "", false
	}
	rest := tag[at+len(name)+3:]
	end := strings.IndexByte(rest, '"')
	if end < 0 {
		return "", false
	}
	return html.UnescapeString(rest[:end]), true
}

// squeeze is the text of a piece with one space for many; an apostrophe is ’ whichever way it was typed. No-break spaces stay: they hold numbers together.
func squeeze(s string) string {
	s = strings.ReplaceAll(html.UnescapeString(s), "'", "’")
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' }), " ")
}
