// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"osnova/catalog"
)

// readPivot reads a table whose values stand where rows of keys and columns of headings cross. One record of the account is one such cell, or
// one whole row that has no value: above the heading a title, below it a section or a footnote.
//
// Merged cells count for every row or column they cover, and an empty heading or key but the last is that before it. A column
// without a heading in the last row that has a name is no part of the table: text in it is left alone, a number in it is quarantined.
func readPivot(c *cubeReader, file string, body []byte) error {
	p, err := newPivot(c.source.Format, file, body)
	if err != nil {
		return err
	}
	c.names, c.strict = p.names(), true
	c.days04 = slices.ContainsFunc(p.records, func(r Record) bool {
		return slices.Contains(r.kept(), AsNumber04) || slices.Contains(r.kept(), AsDate04)
	})
	above := make([]string, len(p.keys))
	section := ""
	for i, r := range p.records {
		if i >= p.first && p.begins(r) {
			if err := p.layOut(file, i+1); err != nil {
				return err
			}
		}
		switch {
		case i < p.head:
			c.tally.In++
			c.tally.Skip("title")
			continue
		case i < p.first:
			continue
		}
		if !p.valued(r) {
			c.tally.In++
			if title, ok := p.title(r); ok && c.source.Format.Pivot.Section {
				section = title
				c.tally.Skip("section")
			} else {
				c.tally.Skip("footnote")
			}
			continue
		}
		keys, err := p.key(r, above)
		if err != nil {
			c.tally.In++
			c.tally.Reject(r.Line, "", r.Cells[0], err.Error())
			continue
		}
		if err := p.row(c, r, keys, section); err != nil {
			return err
		}
	}
	return nil
}

// pivot is a table that knows its layout.
type pivot struct {
	catalog.Pivot
	records []Record
	again   *regexp.Regexp
	head    int        // the record with the first heading
	first   int        // the first record below the headings
	left    int        // columns of keys
	keys    []string   // their names
	heads   []string   // names of the rows of the heading
	columns [][]string // by column: its headings; nil where it has none
	spans   []years
}

func newPivot(format catalog.Format, file string, body []byte) (*pivot, error) {
	p := &pivot{Pivot: *format.Pivot}
	p.keys, p.heads, p.left = p.Keys, p.Heads, len(p.Keys)
	if p.Again != "" {
		p.again = regexp.MustCompile(p.Again) // the catalog has checked it
	}
	var err error
	if p.Table == "xlsx" {
		p.records, err = merged(file, body, format, p.left)
	} else {
		p.records, err = ReadCSV(file, body, format)
	}
	if err != nil {
		return nil, err
	}
	if err := p.layOut(file, max(format.HeaderRow, 1)-1); err != nil {
		return nil, err
	}
	p.first = max(p.first, format.FirstRow-1)
	p.spans = p.notes()
	return p, nil
}

// begins reports whether the row announces that the table goes on below, under headings of its own.
func (p *pivot) begins(r Record) bool {
	return p.again != nil && slices.ContainsFunc(r.Cells, func(cell string) bool { return p.again.MatchString(TrimSpace(cell)) })
}

// layOut reads the headings that begin with a record.
func (p *pivot) layOut(file string, head int) error {
	depth := max(len(p.heads), 1)
	p.head, p.first = head, head+depth
	if len(p.records) < p.first {
		return &Error{File: file, What: fmt.Sprintf("%d records, the heading should be record %d", len(p.records), p.head+1), Hint: "the file may be truncated"}
	}
	if p.Packed {
		if err := p.unpackHeading(file); err != nil {
			return err
		}
	}
	p.headings(depth)
	if !slices.ContainsFunc(p.columns, func(h []string) bool { return h != nil }) {
		return &Error{File: file, Line: p.records[p.first-1].Line, What: fmt.Sprintf("no heading right of column %d", p.left), Hint: "declare format.header_row and pivot.keys; did the publisher move the table?"}
	}
	return nil
}

// unpackHeading takes the names of keys and of the heading out of "freq,unit,geo\TIME_PERIOD".
func (p *pivot) unpackHeading(file string) error {
	first := TrimSpace(p.records[p.head].Cells[0])
	left, right, ok := strings.Cut(first, `\`)
	if !ok || left == "" || right == "" {
		return &Error{File: file, Line: p.records[p.head].Line, What: fmt.Sprintf("the first heading is %q", first), Hint: `it should name the keys and the heading, such as freq,geo\TIME_PERIOD`}
	}
	p.keys, p.heads, p.left = strings.Split(left, ","), []string{right}, 1
	return nil
}

// headings works out what stands over each column.
func (p *pivot) headings(depth int) {
	width := 0
	for _, r := range p.records[p.head : p.head+depth] {
		width = max(width, len(r.Cells))
	}
	p.columns = make([][]string, width)
	rows := make([][]string, depth)
	lowest := depth - 1
	for lowest > 0 && p.heads[lowest] == "" {
		lowest--
	}
	for d := range depth {
		rows[d] = make([]string, width)
		last := ""
		for k, cell := range p.records[p.head+d].Cells {
			if k < p.left {
				continue
			}
			if v := heading(cell); v != "" || d == lowest {
				last = v
			}
			rows[d][k] = last
		}
	}
	for k := p.left; k < width; k++ {
		if rows[lowest][k] == "" {
			continue
		}
		p.columns[k] = make([]string, depth)
		for d := range depth {
			p.columns[k][d] = rows[d][k]
		}
	}
}

func (p *pivot) names() (out []string) {
	for _, n := range append(append([]string{}, p.keys...), p.heads...) {
		if n != "" {
			out = append(out, n)
		}
	}
	return out
}

// valued reports whether the row has anything under a heading.
func (p *pivot) valued(r Record) bool {
	for k := p.left; k < len(r.Cells) && k < len(p.columns); k++ {
		if p.columns[k] != nil && TrimSpace(r.Cells[k]) != "" {
			return true
		}
	}
	return false
}

// title gives the text of a row that has text in its first column alone.
func (p *pivot) title(r Record) (string, bool) {
	for _, cell := range r.Cells[min(1, len(r.Cells)):] {
		if TrimSpace(cell) != "" {
			return "", false
		}
	}
	return heading(r.Cells[0]), len(r.Cells) > 0 && TrimSpace(r.Cells[0]) != ""
}

// key gives the keys of a row; an empty one but the last is that of the row above.
func (p *pivot) key(r Record, above []string) ([]string, error) {
	cells := r.Cells[:min(p.left, len(r.Cells))]
	if p.Packed {
		if cells = strings.Split(r.Cells[0], ","); len(cells) != len(p.keys) {
			return nil, fmt.Errorf("%d keys are packed in the first column, its heading names %d", len(cells), len(p.keys))
		}
	}
	out := make([]string, len(p.keys))
	for i, cell := range cells {
		if out[i] = heading(cell); out[i] == "" && i < len(p.keys)-1 {
			out[i] = above[i]
		}
	}
	copy(above, out)
	return out, nil
}

// row gives the cells of one row to the cube.
func (p *pivot) row(c *cubeReader, r Record, keys []string, section string) error {
	for k := p.left; k < max(len(p.columns), len(r.Cells)); k++ {
		switch {
		case k >= len(p.columns) || p.columns[k] == nil:
			if k >= len(r.Cells) || TrimSpace(r.Cells[k]) == "" {
				continue
			}
			if isNumber(TrimSpace(r.Cells[k])) || k >= len(p.columns) {
				c.tally.In++
				c.tally.Reject(r.Line, "", r.Cells[k], fmt.Sprintf("column %d has no heading", k+1))
			}
			continue
		case k >= len(r.Cells):
			c.tally.In++
			c.tally.Reject(r.Line, "", strings.Join(keys, " / "), fmt.Sprintf("the row ends before column %d", k+1))
			continue
		}
		of := func(name string) (string, bool) {
			for i, n := range p.keys {
				if n == name {
					return keys[i], true
				}
			}
			for i, n := range p.heads {
				if n == name {
					return p.columns[k][i], true
				}
			}
			return section, name == "$section"
		}
		value, status := figure(r.Cells[k], p.Signs)
		stored := r.Stored(k)
		if status == "" {
			status = p.noted(of)
		}
		if err := c.add(observation{r.Line, of, r.Cells[k], value, status, stored}); err != nil {
			return err
		}
	}
	return nil
}

// years is a range of years of one key, both ends included.
type years struct {
	key      string
	from, to int
}

// notes collects from the whole file the years that footnotes set apart.
func (p *pivot) notes() (out []years) {
	n := p.Notes
	if n == nil {
		return nil
	}
	names, matches := regexp.MustCompile(n.Names), regexp.MustCompile(n.Matches) // the catalog has checked them
	key := ""
	for _, r := range p.records[p.first:] {
		if len(r.Cells) == 0 {
			continue
		}
		text := TrimSpace(r.Cells[0])
		if m := matches.FindStringSubmatch(text); m != nil && key != "" {
			from, err := strconv.Atoi(m[1])
			if err != nil {
				continue
			}
			to := from
			if last, err := strconv.Atoi(m[len(m)-1]); err == nil {
				to = last
			}
			out = append(out, years{key, from, to})
		}
		if m := names.FindStringSubmatch(text); m != nil {
			key = heading(m[1])
		}
	}
	return out
}

func (p *pivot) noted(of func(string) (string, bool)) string {
	if len(p.spans) == 0 {
		return ""
	}
	key, _ := of(p.Notes.Key)
	head, _ := of(p.Notes.Head)
	year, err := strconv.Atoi(head)
	if err != nil {
		return ""
	}
	for _, s := range p.spans {
		if s.key == key && year >= s.from && year <= s.to {
			return p.Notes.Status
		}
	}
	return ""
}
