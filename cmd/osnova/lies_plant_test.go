// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"osnova/store"
)

// plant is one lie: where it was told, and words of which a finding must hold all of one set to count as having met it.
type plant struct {
	kind, what string
	marks      [][]string
}

// liar tells lies in a copy of a site. A liar who changes a file that is told of elsewhere also changes its sum and size there.
type liar struct {
	t       *testing.T
	site    string
	draw    *rand.Rand
	db      *store.Store
	changed map[string]bool // files under data/
	taken   map[string]bool // pages, rows and cells already lied about
}

func (l *liar) readFile(file string) string {
	l.t.Helper()
	body, err := os.ReadFile(filepath.Join(l.site, filepath.FromSlash(file)))
	if err != nil {
		l.t.Fatal(err)
	}
	return string(body)
}

// write breaks the link to the honest site, then writes.
func (l *liar) write(file, body string) {
	l.t.Helper()
	at := filepath.Join(l.site, filepath.FromSlash(file))
	if err := os.Remove(at); err != nil {
		l.t.Fatal(err)
	}
	if err := os.WriteFile(at, []byte(body), 0o644); err != nil {
		l.t.Fatal(err)
	}
	if name, ok := strings.CutPrefix(file, "data/"); ok {
		l.changed[name] = true
	}
}

// rows reads a CSV under data/, header first.
func (l *liar) rows(name string, comma rune) [][]string {
	l.t.Helper()
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(l.readFile("data/"+name), "\ufeff")))
	r.Comma = comma
	all, err := r.ReadAll()
	if err != nil {
		l.t.Fatalf("%s: %v", name, err)
	}
	return all
}

func (l *liar) put(name string, comma rune, rows [][]string) {
	l.t.Helper()
	var out bytes.Buffer
	if comma == ';' {
		out.WriteString("\ufeff")
	}
	w := csv.NewWriter(&out)
	w.Comma, w.UseCRLF = comma, strings.Contains(l.readFile("data/"+name), "\r\n")
	if err := w.WriteAll(rows); err != nil {
		l.t.Fatal(err)
	}
	l.write("data/"+name, out.String())
}

// set writes a cell of a table in the formats named (csv, excel, parquet).
func (l *liar) set(table string, row int, column, value string, formats ...string) {
	l.t.Helper()
	for _, format := range formats {
		switch format {
		case "csv", "excel":
			name, comma := table+".csv", ','
			if format == "excel" {
				name, comma, value = table+".excel.csv", ';', strings.Replace(value, ".", ",", 1)
			}
			all := l.rows(name, comma)
			all[row][slices.Index(all[0], column)] = value
			l.put(name, comma, all)
			value = strings.Replace(value, ",", ".", 1)
		case "parquet":
			at := filepath.Join(l.site, "data", table+".parquet")
			query := fmt.Sprintf(`copy (select * exclude (file_row_number) replace (if(file_row_number = %d, %s::%s, %q) as %[4]q) from read_parquet('%s', file_row_number = true) order by file_row_number) to '%[5]s.new' (format parquet)`,
				row-1, "'"+value+"'", l.parquetType(table, column), column, at)
			if err := l.db.Exec(context.Background(), query); err != nil {
				l.t.Fatal(err)
			}
			if err := os.Rename(at+".new", at); err != nil {
				l.t.Fatal(err)
			}
			l.changed[table+".parquet"] = true
		}
	}
}

func (l *liar) parquetType(table, column string) string {
	rows, err := l.db.Select(context.Background(), fmt.Sprintf(`select column_type from (describe select %q from read_parquet('%s'))`, column, filepath.Join(l.site, "data", table+".parquet")))
	if err != nil {
		l.t.Fatal(err)
	}
	return rows.Values[0][0].(string)
}

var everyFormat = []string{"csv", "excel", "parquet"}

// false number beside a true one: near enough to be believed, far enough to be seen. A share stays one, a count stays whole.
func (l *liar) false(text string) string {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		l.t.Fatalf("%q is no number", text)
	}
	decimals := 0
	if at := strings.IndexByte(text, '.'); at >= 0 {
		decimals = min(6, len(text)-at-1)
	}
	factor := 1.05 + 0.4*l.draw.Float64()
	if l.draw.IntN(2) == 0 {
		factor = 1 / factor
	}
	lie := v * factor
	switch {
	case decimals == 0 && (v == 0 || v == 1):
		lie = 1 - v
	case decimals == 0 && math.Abs(math.Round(lie)-v) < 1:
		lie = v + 1
	case v > 0 && v <= 1 && lie > 1, v > 1 && v <= 100 && lie > 100:
		lie = v / factor
	}
	if out := strconv.FormatFloat(lie, 'f', decimals, 64); out != text {
		return out
	}
	return strconv.FormatFloat(v+math.Pow10(-decimals), 'f', decimals, 64)
}

// factIn draws a row of a table with a number in the column, of which no lie was told; nil where there is none.
func (l *liar) factIn(table, column string, fits func(row map[string]string) bool) (row int, cells map[string]string) {
	all := l.rows(table+".csv", ',')
	at := slices.Index(all[0], column)
	if at < 0 {
		l.t.Fatalf("%s has no column %s", table, column)
	}
	var rows []int
	for i, r := range all[1:] {
		if _, err := strconv.ParseFloat(r[at], 64); err == nil {
			rows = append(rows, i+1)
		}
	}
	for range 1000 {
		if len(rows) == 0 {
			break
		}
		row = rows[l.draw.IntN(len(rows))]
		cells = map[string]string{}
		for i, name := range all[0] {
			cells[name] = all[row][i]
		}
		if key := table + fmt.Sprint(row); !l.taken[key] && (fits == nil || fits(cells)) {
			l.taken[key] = true
			return row, cells
		}
	}
	return 0, nil
}

// inTable lies about a column of a table in the formats named; keys name the columns by which a finding names the row.
func (l *liar) inTable(kind, table, column string, formats []string, fits func(map[string]string) bool, keys ...string) plant {
	row, cells := l.factIn(table, column, fits)
	if cells == nil {
		return plant{}
	}
	lie := l.false(cells[column])
	l.set(table, row, column, lie, formats...)
	p := plant{kind: kind, what: fmt.Sprintf("%s, row %d: %s %s → %s", table, row, column, cells[column], lie)}
	mark := []string{}
	for _, k := range keys {
		mark = append(mark, cells[k])
		p.what += ", " + k + " " + cells[k]
	}
	p.marks = [][]string{{"data/" + table, fmt.Sprintf("row %d ", row)}}
	if len(mark) > 0 {
		p.marks = append(p.marks, mark)
	}
	// A page of the community goes by its address, not by its code.
	for _, c := range l.rows("communities.csv", ',') {
		if at := slices.Index(mark, c[0]); at >= 0 && len(mark) > 1 {
			p.marks = append(p.marks, append(slices.Delete(slices.Clone(mark), at, at+1), "/communities/"+c[1]+".html"))
		}
	}
	return p
}

// rehash tells the sums and sizes of the files that were changed as they are now: in the package, the list and both catalogues, and all in SHA256SUMS.
func (l *liar) rehash(honest string) {
	l.t.Helper()
	about := []string{"datapackage.json", "index.json", "catalog.ttl", "catalog.jsonld"}
	texts := map[string]string{}
	for _, f := range about {
		texts[f] = l.readFile("data/" + f)
	}
	for name := range l.changed {
		if slices.Contains(about, name) || name == "SHA256SUMS" {
			continue
		}
		before, err := os.ReadFile(filepath.Join(honest, "data", filepath.FromSlash(name)))
		if err != nil {
			l.t.Fatal(err)
		}
		after := []byte(l.readFile("data/" + name))
		was, is := sum(before), sum(after)
		for _, f := range about {
			for at := strings.Index(texts[f], was); at >= 0; at = strings.Index(texts[f], was) {
				head := texts[f][:at]
				for _, form := range []string{`"bytes": %d`, `"bytes":%d`, `byteSize "%d"`, `"@value": "%d"`} {
					old := fmt.Sprintf(form, len(before))
					if i := strings.LastIndex(head, old); i >= 0 && len(head)-i < 6000 {
						head = head[:i] + fmt.Sprintf(form, len(after)) + head[i+len(old):]
						break
					}
				}
				texts[f] = head + is + texts[f][at+len(was):]
			}
		}
	}
	for _, f := range about {
		if texts[f] != l.readFile("data/"+f) {
			l.write("data/"+f, texts[f])
		}
	}
	var out strings.Builder
	for _, line := range strings.Split(strings.TrimSpace(l.readFile("data/SHA256SUMS")), "\n") {
		_, name, _ := strings.Cut(line, "  ")
		fmt.Fprintf(&out, "%s  %s\n", sum([]byte(l.readFile("data/"+name))), name)
	}
	l.write("data/SHA256SUMS", out.String())
}

func sum(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}
