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
	if at := strings.Index(body, "<main"); at >= 0 {
		body = body[at:]
	}
	if end := strings.Index(body, "</main>"); end >= 0 {
		body = body[:end]
	}
	r := &pageReader{page: sitePage{language: language, path: path}, count: map[string]int{}}
	for {
		at := strings.IndexByte(body, '<')
		if at < 0 {
			return r.page
		}
		r.piece.WriteString(body[:at])
		body = body[at:]
		end := strings.IndexByte(body, '>')
		if end < 0 {
			return r.page
		}
		tag := body[1:end]
		body = body[end+1:]
		name := tag
		if i := strings.IndexAny(name, " \n\t"); i >= 0 {
			name = name[:i]
		}
		if name == "script" {
			close := strings.Index(body, "</script>")
			if close < 0 {
				return r.page
			}
			if attribute(tag, "type") == "application/json" {
				r.page.charts = append(r.page.charts, [2]string{attribute(tag, "id"), body[:close]})
			}
			body = body[close:]
			continue
		}
		if !r.readTable(name, tag) {
			r.readText(name, tag)
		}
	}
}

// pageReader is where the reading of a page stands.
type pageReader struct {
	page             sitePage
	section, element string
	piece            strings.Builder // text since the last block or cell began
	table            *table          // nil outside of one
	inHead           bool
	row              []tableCell
	cell             *tableCell
	count            map[string]int // tables of each section so far
}

// flush keeps the text of a block that ends.
func (r *pageReader) flush() {
	if s := squeeze(r.piece.String()); s != "" && r.element != "" {
		r.page.texts = append(r.page.texts, textPiece{r.section, r.element, s})
	}
	r.piece.Reset()
}

// readTable reads a tag of tables; false if it is none.
func (r *pageReader) readTable(name, tag string) bool {
	switch {
	case name == "table":
		r.flush()
		r.count[r.section]++
		r.table = &table{section: r.section, at: r.count[r.section]}
	case name == "/table" && r.table != nil:
		r.page.tables = append(r.page.tables, *r.table)
		r.table, r.cell = nil, nil
		r.piece.Reset()
		r.element = ""
	case name == "thead" || name == "/thead":
		r.inHead = name == "thead"
	case name == "tr":
		r.row = nil
	case name == "/tr" && r.table != nil:
		if !r.inHead && len(r.row) > 0 {
			r.table.rows = append(r.table.rows, r.row)
		}
	case name == "th" || name == "td":
		r.piece.Reset()
		r.cell = &tableCell{head: name == "th"}
		r.cell.value, r.cell.told = given(tag, "data-value")
	case (name == "/th" || name == "/td") && r.cell != nil && r.table != nil:
		r.cell.text = squeeze(r.piece.String())
		if r.inHead {
			r.table.heads = append(r.table.heads, r.cell.text)
		} else {
			r.row = append(r.row, *r.cell)
		}
		r.cell = nil
		r.piece.Reset()
	default:
		return false
	}
	return true
}

// readText reads a tag outside of the frame of tables: sections, links, blocks of text.
func (r *pageReader) readText(name, tag string) {
	switch {
	case name == "section" || name == "aside":
		if id := attribute(tag, "id"); id != "" {
			r.flush()
			r.section = id
		}
	case name == "a":
		href := attribute(tag, "href")
		r.page.hrefs = append(r.page.hrefs, href)
		if r.cell != nil && r.cell.href == "" {
			r.cell.href = href
		}
	case r.table == nil && blocks[name]:
		r.flush()
		r.element = elementOf(name, tag)
	case r.table == nil && strings.HasPrefix(name, "/") && blocks[name[1:]]:
		r.flush()
		r.element = ""
	case name == "span" || name == "/span" || name == "br" || name == "dd" || name == "small":
		r.piece.WriteByte(' ')
	}
}

// elementOf is what a block is by its name and class.
func elementOf(name, tag string) string {
	class := attribute(tag, "class")
	switch {
	case name == "li" && strings.HasPrefix(class, "key-number"):
		return "tile"
	case name == "li" && strings.HasPrefix(class, "tile"):
		return "map " + attribute(tag, "data-unit") + " " + attribute(tag, "data-band")
	case class == "lead" || class == "finding":
		return class
	}
	return name
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
