// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"bytes"
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"osnova/catalog"
)

// ReadCSV reads all records of a delimited file; one that cannot be read is an error with its line. Quotes inside a cell are letters, as
// spreadsheets have it.
func ReadCSV(file string, body []byte, format catalog.Format) ([]Record, error) {
	records, err := delimited(file, body, format)
	if err != nil {
		return nil, err
	}
	for _, r := range records {
		if r.Fault() != "" {
			return nil, &Error{File: file, Line: r.Line, What: r.Fault(), Hint: "the file may be truncated"}
		}
	}
	return records, nil
}

// delimited reads all records of a delimited file. One that cannot be read has a fault, and costs itself alone.
func delimited(file string, body []byte, format catalog.Format) ([]Record, error) {
	text, err := Decode(file, body, format.Encoding)
	if err != nil {
		return nil, err
	}
	head := strings.ToLower(string(bytes.TrimSpace(text[:min(len(text), 200)])))
	if strings.HasPrefix(head, "<!doctype") || strings.HasPrefix(head, "<html") || strings.HasPrefix(head, "pk\x03\x04") {
		what, hint := "the file is not delimited text", "the publisher may have sent a web page or a workbook"
		return nil, &Error{File: file, Line: 1, What: what, Hint: hint}
	}
	r := recordCutter{text: string(text), comma: ","}
	if format.Delimiter != "" {
		r.comma = format.Delimiter
	}
	return r.all(), nil
}

// recordCutter cuts text into records and cells.
type recordCutter struct {
	text  string
	comma string
	at    int // of the next line
	line  int // that was read last
	width int // cells of the first record
	slab  []string
}

// all gives the records; lines without anything are none. Lines may end as on any system. A first line sep=; names the delimiter and is
// no record.
func (r *recordCutter) all() []Record { return r.some(0) }

// some gives the first records, all where most is 0.
func (r *recordCutter) some(most int) (out []Record) {
	if !strings.Contains(r.text, "\n") {
		r.text = strings.ReplaceAll(r.text, "\r", "\n")
	}
	if sign, ok := delimiterLine(r.text); ok {
		r.comma = sign
		r.next()
	}
	for most == 0 || len(out) < most {
		line, ok := r.next()
		if !ok {
			break
		}
		if line == "" {
			continue
		}
		record := Record{Line: r.line}
		if strings.Contains(line, `"`) {
			fault := ""
			if record.Cells, fault = r.quoted(line); fault != "" {
				record.notes = &recordNotes{fault: fault}
			}
		} else {
			record.Cells = r.split(line)
		}
		if r.width == 0 {
			r.width = len(record.Cells)
		}
		out = append(out, record)
	}
	return out
}

// split is strings.Split into memory for many lines.
func (r *recordCutter) split(line string) []string {
	n := strings.Count(line, r.comma) + 1
	if len(r.slab) < n {
		r.slab = make([]string, max(n, 4096))
	}
	cells := r.slab[:n:n]
	r.slab = r.slab[n:]
	for i := range n - 1 {
		at := strings.Index(line, r.comma)
		cells[i], line = line[:at], line[at+len(r.comma):]
	}
	cells[n-1] = line
	return cells
}

// delimiterLine reads the line by which spreadsheets are told the delimiter.
func delimiterLine(text string) (sign string, ok bool) {
	line, _, _ := strings.Cut(text[:min(len(text), 16)], "\n")
	line = strings.Trim(strings.TrimSuffix(line, "\r"), `"`)
	sign, ok = strings.CutPrefix(strings.ToLower(line), "sep=")
	return sign, ok && utf8.RuneCountInString(sign) == 1 && sign != `"`
}

// next gives the next line without its end.
func (r *recordCutter) next() (line string, ok bool) {
	if r.at >= len(r.text) {
		return "", false
	}
	r.line++
	end := strings.IndexByte(r.text[r.at:], '\n')
	if end < 0 {
		line, r.at = r.text[r.at:], len(r.text)
	} else {
		line, r.at = r.text[r.at:r.at+end], r.at+end+1
	}
	return strings.TrimSuffix(line, "\r"), true
}

// quoted cuts a line with quotes. A cell in quotes may go on over further lines if its end is plain; else its first line alone is lost.
func (r *recordCutter) quoted(line string) (cells []string, fault string) {
	at, number := r.at, r.line
	for rest := line; ; {
		if !strings.HasPrefix(rest, `"`) {
			cell, after, more := strings.Cut(rest, r.comma)
			cells = append(cells, unformula(cell))
			if rest = after; !more {
				return cells, ""
			}
			continue
		}
		cell, after, more, ok := r.inQuotes(rest)
		if !ok {
			r.at, r.line = at, number
			return strings.Split(line, r.comma), fmt.Sprintf("the quoting is broken: the quote that opens cell %d is not closed", len(cells)+1)
		}
		cells = append(cells, unformula(cell))
		if rest = after; !more {
			return cells, ""
		}
	}
}

// inQuotes reads a cell that begins with a quote; more says that another cell follows in after.
func (r *recordCutter) inQuotes(rest string) (cell, after string, more, ok bool) {
	inside := rest[1:]
	if cell, after, more, ok = r.closed(inside, true); ok {
		return cell, after, more, true
	}
	if cell, after, more, ok = r.closed(inside, false); ok {
		return cell, after, more, true
	}
	var whole strings.Builder
	whole.WriteString(strings.ReplaceAll(inside, `""`, `"`))
	if strings.Count(inside, `"`)%2 == 1 { // a quote that is no end stands on the first line
		return "", "", false, false
	}
	for {
		line, there := r.next()
		if !there {
			return "", "", false, false
		}
		whole.WriteByte('\n')
		if !strings.Contains(line, `"`) {
			if r.comma != "," && r.width > 2 && strings.Count(line, r.comma) == r.width-1 { // a whole record: the quote was never meant to go on
				return "", "", false, false
			}
			whole.WriteString(line)
			continue
		}
		cell, after, more, ok = r.closed(line, true)
		if ok {
			whole.WriteString(cell)
			return whole.String(), after, more, true
		}
		if strings.Count(strings.ReplaceAll(line, `""`, ""), `"`) > 0 {
			return "", "", false, false
		}
		whole.WriteString(strings.ReplaceAll(line, `""`, `"`))
	}
}

// closed finds the quote that ends a cell on this line: the first one that is not doubled (strict), or the first behind which the cell
// ends.
func (r *recordCutter) closed(line string, strict bool) (cell, after string, more, ok bool) {
	for i := 0; i < len(line); i++ {
		if line[i] != '"' {
			continue
		}
		if i+1 < len(line) && line[i+1] == '"' {
			if i++; strict || !r.ends(line[i+1:]) {
				continue // doubled
			}
		}
		behind := line[i+1:]
		if !r.ends(behind) {
			if strict {
				return "", "", false, false
			}
			continue
		}
		behind = strings.TrimLeft(behind, " ")
		cell = line[:i]
		if strings.Contains(cell, `""`) {
			cell = strings.ReplaceAll(cell, `""`, `"`)
		}
		after, more = strings.CutPrefix(behind, r.comma)
		return cell, after, more, true
	}
	return "", "", false, false
}

// ends tells whether nothing but blanks stands before the next delimiter or the end of the line.
func (r *recordCutter) ends(behind string) bool {
	behind = strings.TrimLeft(behind, " ")
	return behind == "" || strings.HasPrefix(behind, r.comma)
}

// unformula takes the text out of ="00123", by which exports keep zeros for spreadsheets.
func unformula(cell string) string {
	inside, ok := strings.CutPrefix(cell, `="`)
	if !ok || !strings.HasSuffix(inside, `"`) || len(inside) < 1 {
		return cell
	}
	inside = inside[:len(inside)-1]
	if strings.Contains(strings.ReplaceAll(inside, `""`, ""), `"`) {
		return cell
	}
	return strings.ReplaceAll(inside, `""`, `"`)
}

// separator finds the sign by which the first twenty records have the most cells, equally many in nearly all; if there is none, in nearly
// all from some record on, for titles may stand above the table.
func separator(text []byte) string {
	if sign, ok := delimiterLine(string(text[:min(len(text), 16)])); ok {
		return sign
	}
	sample := string(text[:min(len(text), 256<<10)])
	widths := map[string][]int{}
	for _, sign := range separators {
		r := recordCutter{text: sample, comma: sign}
		for _, record := range r.some(20) {
			widths[sign] = append(widths[sign], len(record.Cells))
		}
	}
	for skipped := range 11 {
		if sign := evenly(widths, skipped, 0.8); sign != "" {
			return sign
		}
	}
	return cmp.Or(evenly(widths, 0, 0.5), ",")
}

// separators part cells; where two do so equally well, the first of them does.
var separators = []string{",", ";", "\t", "|"}

// evenly finds the sign by which the most cells stand, equally many in a share of the records behind those that are left out; empty: none
// has two.
func evenly(widths map[string][]int, skipped int, share float64) (best string) {
	most := 1
	for _, sign := range separators {
		rest := widths[sign]
		if 2*skipped > len(rest) {
			continue
		}
		counts := map[int]int{}
		for _, width := range rest[skipped:] {
			counts[width]++
		}
		for width, n := range counts {
			if width > most && float64(n) >= share*float64(len(rest)-skipped) {
				best, most = sign, width
			}
		}
	}
	return best
}
