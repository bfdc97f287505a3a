// SPDX-License-Identifier: Apache-2.0

package sitecheck

import (
	"fmt"
	"io/fs"
	"math"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"osnova/reports/headline"
)

// sheet is what the published tables say of the tables of one kind of page: a SELECT gives, by page and row, what cells must hold.
type sheet struct {
	Page    string // file under the folder of a language, * stands for any name in it
	Section string // id of the section; "tiles" are the key numbers of the page, "map" and a chart's id are charts
	At      int    // place among the tables of the section; 0: each table with the columns
	Keys    string // what tells which row it is: "1" or "2" cells, "word" (the first of its first cell), "link" (the page that its first link leads to), "none" (rows are compared as a whole)
	Part    bool   // the page may have less rows than the tables give
	Loose   bool   // tiles may say other numbers besides
	File    string
	SQL     string
	columns []int                             // of cells, from 1
	rows    map[string]map[string][]wantedRow // by page and key, uk and en
	met     map[string]bool
}

// wantedRow is one row: a number or nothing a column. Several rows may go by one key.
type wantedRow struct {
	values []*float64
	met    map[string]bool // by language
}

type sheets []*sheet

var opens = regexp.MustCompile(`^-- (page|table|keys|part):\s*(.*)$`)

// parse reads a file of sheets: "-- page: communities/*.html" says which pages are meant, "-- table: money" or "-- table: money 2"
// begins the sheet of a table, "-- keys: 2" says that a row is known by its first two cells, "-- part" that the page shows only some rows.
func parse(file, text string) (sheets, error) {
	var out sheets
	page := ""
	for n, line := range strings.Split(text, "\n") {
		m := opens.FindStringSubmatch(line)
		switch {
		case strings.TrimSpace(line) == "-- part" && len(out) > 0:
			out[len(out)-1].Part = true
		case strings.TrimSpace(line) == "-- loose" && len(out) > 0:
			out[len(out)-1].Loose = true
		case m == nil:
			if len(out) > 0 {
				out[len(out)-1].SQL += line + "\n"
			}
		case m[1] == "page":
			page = m[2]
		case m[1] == "table" && page != "":
			s := &sheet{Page: page, File: file, Keys: "1"}
			section, at, _ := strings.Cut(m[2], " ")
			s.Section = section
			s.At, _ = strconv.Atoi(at)
			out = append(out, s)
		case m[1] == "keys" && len(out) > 0:
			out[len(out)-1].Keys = m[2]
		default:
			return nil, fmt.Errorf("%s:%d: %q stands before a page or table", file, n+1, line)
		}
	}
	return out, nil
}

// wanted reads all sheets and asks the published tables.
func (c *check) wanted() (sheets, error) {
	files, err := fs.Glob(ProjectRules, "cells/*.sql")
	if err != nil {
		return nil, err
	}
	var out sheets
	for _, f := range files {
		body, err := fs.ReadFile(ProjectRules, f)
		if err != nil {
			return nil, err
		}
		all, err := parse(f, string(body))
		if err != nil {
			return nil, err
		}
		for _, s := range all {
			if err := s.ask(c); err != nil {
				return nil, err
			}
		}
		out = append(out, all...)
	}
	return out, nil
}

// ask runs the SELECT of a sheet. It gives page (the name that stands for * in the kind, without .html), the key of the row in each
// language (row_uk and row_en, or row for both), and cN, the number that cell N of the row holds; null is a cell without a value.
func (s *sheet) ask(c *check) error {
	rows, err := c.st.Select(c.ctx, strings.TrimRight(strings.TrimSpace(s.SQL), ";"))
	if err != nil {
		return fmt.Errorf("%s: table %s of %s: %w", s.File, s.Section, s.Page, err)
	}
	s.rows, s.met = map[string]map[string][]wantedRow{}, map[string]bool{}
	var at []int
	for i, column := range rows.Columns {
		if n, err := strconv.Atoi(strings.TrimPrefix(column, "c")); err == nil && strings.HasPrefix(column, "c") {
			s.columns, at = append(s.columns, n), append(at, i)
		}
	}
	for _, r := range rows.Values {
		w := wantedRow{met: map[string]bool{}}
		for _, i := range at {
			switch v := r[i].(type) {
			case nil:
				w.values = append(w.values, nil)
			case int64:
				f := float64(v)
				w.values = append(w.values, &f)
			case float64:
				w.values = append(w.values, &v)
			default:
				return fmt.Errorf("%s: table %s of %s: column %s is no number (%T)", s.File, s.Section, s.Page, rows.Columns[i], v)
			}
		}
		p := s.Page
		if i := rows.Column("page"); i >= 0 && r[i] != nil {
			p = strings.Replace(p, "*", fmt.Sprint(r[i]), 1)
		}
		for _, language := range languages {
			i := rows.Column("row_" + language)
			if i < 0 {
				i = rows.Column("row")
			}
			if i < 0 && s.Keys != "none" {
				return fmt.Errorf("%s: table %s of %s: no column row", s.File, s.Section, s.Page)
			}
			in := language + "/" + p
			if s.rows[in] == nil {
				s.rows[in] = map[string][]wantedRow{}
			}
			key := ""
			if s.Keys != "none" {
				key = squeeze(fmt.Sprint(r[i]))
			}
			s.rows[in][key] = append(s.rows[in][key], w)
		}
	}
	return nil
}

// wordTables are sections whose tables list things and hold no values: no sheet of all sections is of them.
var wordTables = []string{"sources", "awaited", "national"}

// fits says whether a table of a page is the one meant.
func (s *sheet) fits(p *sitePage, t *table) bool {
	ok, err := path.Match(s.Page, p.path)
	return err == nil && ok && (t.section == s.Section || s.Section == "*" && !slices.Contains(wordTables, t.section)) && (s.At == 0 || s.At == t.at) && s.rows[p.language+"/"+p.path] != nil
}

// hold holds the tables of a page.
func (all sheets) hold(c *check, p *sitePage) {
	for _, s := range all {
		in := p.language + "/" + p.path
		for i := range p.tables {
			t := &p.tables[i]
			if !s.fits(p, t) {
				continue
			}
			s.met[in] = true
			for _, row := range t.rows {
				s.holdRow(c, p, t, row)
			}
		}
		if s.Section == "tiles" {
			s.holdTiles(c, p)
		}
		if ok, err := path.Match(s.Page, p.path); s.Section == "tilemap" && ok && err == nil {
			for _, t := range p.texts {
				s.holdTile(c, p, t)
			}
		}
	}
}

func (s *sheet) holdRow(c *check, p *sitePage, t *table, row []tableCell) {
	key, name := "", label(row)
	switch n, err := strconv.Atoi(s.Keys); {
	case s.Keys == "link":
		key = strings.TrimSuffix(path.Base(linkOf(row)), ".html")
		name += " (" + key + ")"
	case s.Keys == "word":
		key, _, _ = strings.Cut(name, " ")
	case err == nil:
		var parts []string
		for _, cell := range row[:min(n, len(row))] {
			parts = append(parts, strings.TrimLeft(cell.text, "— ")) // a dash a level of a tree
		}
		key = strings.Join(parts, " | ")
	}
	wants := s.rows[p.language+"/"+p.path][key]
	var told []string
	for i := range wants {
		wrong := 0
		for k, n := range s.columns {
			if n > len(row) || !holds(row[n-1], wants[i].values[k], p.language) {
				wrong = n
				break
			}
		}
		if wrong == 0 && !wants[i].met[p.language] {
			wants[i].met[p.language] = true
			return
		}
		if wrong > 0 && wrong <= len(row) {
			told = append(told, fmt.Sprintf("column %d has %s%s, not %s", wrong, row[wrong-1].value, row[wrong-1].text, figure(wants[i].values[slices.Index(s.columns, wrong)])))
		}
	}
	if len(wants) == 0 {
		told = append(told, "no published table tells of it")
	}
	if len(told) > 2 {
		told = []string{"no row of the tables has these numbers: " + strings.Join(numbersOf(row), ", ")}
	}
	c.found.Add(p.at(t), "see "+s.File, "%s: %s", name, strings.Join(told, "; "))
}

// linkOf is the first link of a row, without its anchor.
func linkOf(row []tableCell) string {
	for _, cell := range row {
		if cell.href != "" {
			target, _, _ := strings.Cut(cell.href, "#")
			return target
		}
	}
	return ""
}

func numbersOf(row []tableCell) []string {
	var out []string
	for _, cell := range row {
		if cell.told {
			out = append(out, cell.value)
		}
	}
	return out
}

// holds says whether a cell holds a number: its data-value does to six decimals, or its text as rounded where it has none.
func holds(cell tableCell, v *float64, language string) bool {
	if v == nil {
		return cell.value == "" && !plain.MatchString(cell.text)
	}
	if cell.told {
		have, err := strconv.ParseFloat(cell.value, 64)
		return err == nil && math.Abs(have-*v) <= 1.5e-6*max(1, math.Abs(*v))
	}
	numbers := headline.Numbers(cell.text, language)
	return len(numbers) > 0 && numbers[0].Equal(*v)
}

func figure(v *float64) string {
	if v == nil {
		return "nothing"
	}
	return strconv.FormatFloat(*v, 'g', 10, 64)
}

// holdTiles holds the key numbers of a page: a row is known by words of the tile, c1, c2 … are its numbers, in their order; words that stand in
// no tile are a tile that is missing.
func (s *sheet) holdTiles(c *check, p *sitePage) {
	ok, err := path.Match(s.Page, p.path)
	if err != nil || !ok {
		return
	}
	s.met[p.language+"/"+p.path] = true
	for key, wants := range s.rows[p.language+"/"+p.path] {
		w := wants[0]
		at := slices.IndexFunc(p.texts, func(t textPiece) bool { return t.element == "tile" && strings.Contains(t.text, key) })
		if at < 0 {
			continue
		}
		w.met[p.language] = true
		numbers := headline.Numbers(p.texts[at].text, p.language)
		for _, n := range numbers {
			if !s.Loose && !slices.ContainsFunc(w.values, func(v *float64) bool { return v != nil && n.Equal(*v) }) {
				c.found.Add(p.language+"/"+p.path+"#tiles", "see "+s.File, "the tile %q says %v, which no table gives: %s", key, n.Value, p.texts[at].text)
			}
		}
		for k, v := range w.values {
			if v == nil {
				continue
			}
			if !slices.ContainsFunc(numbers, func(n headline.Number) bool { return n.Equal(*v) }) {
				c.found.Add(p.language+"/"+p.path+"#tiles", "see "+s.File, "the tile %q does not say %s (c%d): %s", key, figure(v), s.columns[k], p.texts[at].text)
			} else if k == 0 && len(numbers) > 0 && !numbers[0].Equal(*v) {
				c.found.Add(p.language+"/"+p.path+"#tiles", "see "+s.File, "the tile %q begins with another number than %s: %s", key, figure(v), p.texts[at].text)
			}
		}
	}
}

// missing tells of rows that the published tables give and no page showed.
func (all sheets) missing(c *check) {
	for _, s := range all {
		if s.Part {
			continue
		}
		for in, rows := range s.rows {
			language, _, _ := strings.Cut(in, "/")
			if !s.met[in] {
				continue
			}
			for key, wants := range rows {
				for _, w := range wants {
					if !w.met[language] {
						c.found.Add(in+"#"+s.Section, "see "+s.File, "%s: the tables tell of it, the page does not", key)
					}
				}
			}
		}
	}
}

// holdTile holds a tile of a map of tiles: row is its unit, c1 its band, c2 its number.
func (s *sheet) holdTile(c *check, p *sitePage, t textPiece) {
	part := strings.Fields(t.element)
	if len(part) < 2 || part[0] != "map" {
		return
	}
	wants := s.rows[p.language+"/"+p.path][part[1]]
	if len(wants) == 0 {
		c.found.Add(p.language+"/"+p.path+"#map", "see "+s.File, "no published table tells of the tile %s", part[1])
		return
	}
	band := ""
	if len(part) > 2 {
		band = part[2]
	}
	w, numbers := wants[0].values, headline.Numbers(t.text, p.language)
	if _, err := strconv.Atoi(band); (err == nil) != (w[0] != nil) || err == nil && band != figure(w[0]) {
		c.found.Add(p.language+"/"+p.path+"#map", "see "+s.File, "the tile %s is of band %s, not %s", part[1], band, figure(w[0]))
	}
	if w[1] != nil && (len(numbers) == 0 || !numbers[0].Equal(*w[1])) {
		c.found.Add(p.language+"/"+p.path+"#map", "see "+s.File, "the tile %s says %q, not %s", part[1], t.text, figure(w[1]))
	}
}
