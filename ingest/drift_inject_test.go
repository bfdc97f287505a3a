// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"osnova/catalog"
)

// injection is one change of a file: of its layout or its content.
type injection struct {
	kind, column string
	body         []byte
}

// delimitedFile is a file of delimited text, taken apart.
type delimitedFile struct {
	comma   rune
	above   [][]string // records before the heading
	header  []string
	records [][]string
	changed string // name of the column that was changed
}

// splitDelimited takes a file apart; false where it is none.
func splitDelimited(s catalog.Source, body []byte) (d delimitedFile, ok bool) {
	if !utf8.Valid(body) {
		return d, false
	}
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	first, _, _ := bytes.Cut(body, []byte("\n"))
	d.comma = ','
	for _, c := range []rune{';', '\t'} {
		if bytes.Count(first, []byte(string(c))) > bytes.Count(first, []byte(string(d.comma))) {
			d.comma = c
		}
	}
	if bytes.Count(first, []byte(string(d.comma))) == 0 {
		return d, false
	}
	r := csv.NewReader(bytes.NewReader(body))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = d.comma, true, -1
	all, err := r.ReadAll()
	head := max(s.Format.HeaderRow, 1) - 1
	if err != nil || len(all) < head+leastInjected {
		return d, false
	}
	d.above, d.header, d.records = all[:head], all[head], all[head+1:]
	return d, true
}

// leastInjected is how many records a file must have to be changed.
const leastInjected = 20

// join puts a file together.
func (d delimitedFile) join() []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = d.comma
	_ = w.WriteAll(slices.Concat(d.above, [][]string{d.header}, d.records)) // into memory
	return b.Bytes()
}

// copy is a file whose records may be changed.
func (d delimitedFile) copy() delimitedFile {
	out := d
	out.header = slices.Clone(d.header)
	out.records = make([][]string, len(d.records))
	for i, r := range d.records {
		out.records[i] = slices.Clone(r)
	}
	return out
}

// each changes the cells of a column in a share of the records, and says whether any cell became another.
func (d *delimitedFile) each(column int, share float64, chance *rand.Rand, change func(string) string) (changed bool) {
	d.changed = d.header[column]
	for _, r := range d.records {
		if column < len(r) && chance.Float64() < share {
			now := change(r[column])
			changed = changed || now != r[column]
			r[column] = now
		}
	}
	return changed
}

// readColumns are the places in the file of the columns that the contract reads, by its type.
func (d delimitedFile) readColumns(s catalog.Source) map[string][]int {
	out := map[string][]int{}
	for _, c := range s.Columns {
		from := c.From
		if from == "" {
			from = c.Name
		}
		if at := slices.IndexFunc(d.header, func(h string) bool { return strings.EqualFold(strings.TrimSpace(h), from) }); at >= 0 {
			out[string(c.Type)] = append(out[string(c.Type)], at)
			out["any"] = append(out["any"], at)
		}
	}
	return out
}

// injections are the changes that are tried on a file of delimited text.
func (d delimitedFile) injections(s catalog.Source, chance *rand.Rand) (out []injection) {
	add := func(kind string, change func(f *delimitedFile) bool) {
		f := d.copy()
		if change(&f) {
			out = append(out, injection{kind, f.changed, f.join()})
		}
	}
	columns := d.readColumns(s)
	first := func(kind string, n int) []int { return columns[kind][:min(n, len(columns[kind]))] }
	for _, at := range first("any", 8) {
		add("renamed", func(f *delimitedFile) bool { f.header[at] += "_new"; return true })
		add("emptied", func(f *delimitedFile) bool { return f.each(at, 1, chance, func(string) string { return "" }) })
	}
	numbers := slices.Concat(columns[catalog.TypeInteger], columns[catalog.TypeNumber])
	for _, at := range numbers[:min(5, len(numbers))] {
		add("× 1000", func(f *delimitedFile) bool {
			return f.each(at, 1, chance, func(cell string) string {
				if v, err := strconv.ParseFloat(cell, 64); err == nil && !(v >= 1900 && v <= 2100) {
					return strconv.FormatFloat(v*1000, 'f', -1, 64)
				}
				return cell
			})
		})
		if !d.hasYears(at) { // a number of persons may look like a year
			continue
		}
		add("shifted year", func(f *delimitedFile) bool {
			return f.each(at, 1, chance, func(cell string) string { return shiftYear(cell, 1) })
		})
		add("future years", func(f *delimitedFile) bool {
			return f.each(at, 0.2, chance, func(cell string) string { return shiftYear(cell, 10) })
		})
	}
	for _, at := range first(catalog.TypeDate, 2) {
		add("shifted year", func(f *delimitedFile) bool {
			return f.each(at, 1, chance, func(cell string) string { return shiftYear(cell, 1) })
		})
		add("future dates", func(f *delimitedFile) bool {
			return f.each(at, 0.2, chance, func(cell string) string { return shiftYear(cell, 10) })
		})
	}
	for _, at := range first(catalog.TypeText, 3) {
		if texts := d.textsOf(at); len(texts) <= 30 && len(texts)*5 <= len(d.records) {
			add("new category", func(f *delimitedFile) bool {
				return f.each(at, 0.05, chance, func(cell string) string { return "нова " + cell })
			})
		}
	}
	for i, at := range columns["any"] {
		for _, other := range columns["any"][i+1 : min(len(columns["any"]), i+3)] {
			add("swapped columns", func(f *delimitedFile) bool {
				changed := false
				for _, r := range f.records {
					if at < len(r) && other < len(r) && r[at] != r[other] {
						r[at], r[other] = r[other], r[at]
						changed = true
					}
				}
				return changed
			})
		}
		if i == 5 {
			break
		}
	}
	add("dropped 15 %", func(f *delimitedFile) bool {
		f.records = slices.DeleteFunc(f.records, func([]string) bool { return chance.Float64() < 0.15 })
		return true
	})
	add("cells of a fifth of the rows one place on", func(f *delimitedFile) bool {
		for i, r := range f.records {
			if i%5 == 0 && len(r) > 1 {
				f.records[i] = append([]string{""}, r[:len(r)-1]...)
			}
		}
		return true
	})
	add("doubled", func(f *delimitedFile) bool { f.records = append(f.records, f.records...); return true })
	add("reordered columns", func(f *delimitedFile) bool { f.reorder(); return true })
	return out
}

// reorder turns the order of the columns around.
func (d *delimitedFile) reorder() {
	slices.Reverse(d.header)
	for _, r := range d.records {
		if len(r) == len(d.header) {
			slices.Reverse(r)
		}
	}
}

// hasYears reports whether all filled cells of a column are years.
func (d delimitedFile) hasYears(column int) bool {
	for text := range d.textsOf(column) {
		if y, err := strconv.Atoi(text); text != "" && (err != nil || y < 1900 || y > 2100) {
			return false
		}
	}
	return true
}

// textsOf are the different texts of a column.
func (d delimitedFile) textsOf(column int) map[string]bool {
	out := map[string]bool{}
	for _, r := range d.records {
		if column < len(r) {
			out[r[column]] = true
		}
	}
	return out
}

// shiftYear moves a year, or the year of a date.
func shiftYear(cell string, by int) string {
	for _, at := range []int{0, len(cell) - 4} {
		if at < 0 || len(cell) < 4 {
			continue
		}
		if y, err := strconv.Atoi(cell[at : at+4]); err == nil && y >= 1900 && y <= 2100 && (len(cell) == 4 || len(cell) >= 10) {
			return cell[:at] + strconv.Itoa(y+by) + cell[at+4:]
		}
	}
	return cell
}

// wholeFile are changes of any file: what servers send in its place, and what lines do to it.
func wholeFile(body []byte) []injection {
	var mojibake bytes.Buffer
	for _, b := range body { // UTF-8 taken for Latin-1 and written as UTF-8 again
		mojibake.WriteRune(rune(b))
	}
	out := []injection{
		{"captcha", "", []byte("<!doctype html><html><head><title>Just a moment…</title></head><body><form>captcha</form></body></html>")},
		{"error as JSON", "", []byte(`{"error": {"code": 500, "message": "internal"}}`)},
		{"empty", "", nil},
		{"half a file", "", body[:len(body)/2]},
		{"first tenth", "", body[:len(body)/10]},
	}
	if utf8.Valid(body) && !isASCII(body) {
		out = append(out, injection{"mojibake", "", mojibake.Bytes()})
	}
	return out
}

func isASCII(body []byte) bool {
	return !slices.ContainsFunc(body, func(b byte) bool { return b >= 0x80 })
}

// harmless are changes that publishers make and nobody should be woken for.
func (d delimitedFile) harmless(s catalog.Source, chance *rand.Rand) (out []injection) {
	add := func(kind string, body []byte) { out = append(out, injection{kind, "", body}) }
	plain := d.join()
	add("CRLF", bytes.ReplaceAll(bytes.ReplaceAll(plain, []byte("\r\n"), []byte("\n")), []byte("\n"), []byte("\r\n")))
	add("byte order mark", append([]byte("\xef\xbb\xbf"), plain...))
	if s.Format.Kind != "pivot" && s.Name != "desi_2022" { // there a column is a value, and its place says whose
		reordered := d.copy()
		reordered.reorder()
		add("reordered columns", reordered.join())
		more := d.copy()
		more.header = append(more.header, "примітка")
		for i := range more.records {
			more.records[i] = append(more.records[i], "")
		}
		add("one column more", more.join())
	}
	corrected := d.copy()
	columns := d.readColumns(s)
	for _, at := range columns[catalog.TypeNumber] {
		corrected.each(at, 0.05, chance, func(cell string) string {
			if v, err := strconv.ParseFloat(cell, 64); err == nil && fmt.Sprint(v) == cell && v > 0 && v < 1e15 && v != float64(int64(v)) {
				return strconv.FormatFloat(v*(0.95+0.05*chance.Float64()), 'g', 12, 64)
			}
			return cell
		})
	}
	add("2 % corrections", corrected.join())
	fewer := d.copy()
	n := 0
	fewer.records = slices.DeleteFunc(fewer.records, func([]string) bool { n++; return n%150 == 0 })
	add("a few rows less", fewer.join())
	return out
}
