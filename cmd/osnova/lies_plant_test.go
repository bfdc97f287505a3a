package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"html"
	"math"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"regexp"
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

func (l *liar) read(file string) string {
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
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(l.read("data/"+name), "\ufeff")))
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
	w.Comma, w.UseCRLF = comma, strings.Contains(l.read("data/"+name), "\r\n")
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

var (
	rowOf    = regexp.MustCompile(`(?s)<tr[^>]*>.*?</tr>`)
	cellOf   = regexp.MustCompile(`(?s)<td[^>]*>.*?</td>`)
	valueOf  = regexp.MustCompile(`data-value="([^"]*)"`)
	hrefOf   = regexp.MustCompile(`href="([^"]*)"`)
	markupOf = regexp.MustCompile(`<[^>]*>`)
	mainOf   = regexp.MustCompile(`(?s)<main.*?<section class="section" id="sources">|<main.*?</main>`)
	headOf   = regexp.MustCompile(`(?s)<h1[^>]*>.*?</h1>|<h2[^>]*>.*?</h2>|<p class="(?:finding|lead)"[^>]*>.*?</p>`)
	tileOf   = regexp.MustCompile(`(?s)<li class="key-number"><span class="value">.*?</li>`)
	numberOf = map[string]*regexp.Regexp{"uk": regexp.MustCompile(`\d{1,3}(?:\x{a0}\d{3})+(?:,\d+)?|\d+(?:,\d+)?`), "en": regexp.MustCompile(`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`)}
)

func body(page string) string { return mainOf.FindString(page) }

// written is a number as a page in a language writes it, with the digits after the point of another.
func written(v string, like, language string) string {
	f, _ := strconv.ParseFloat(v, 64)
	decimals := 0
	point := map[string]string{"uk": ",", "en": "."}[language]
	if _, after, ok := strings.Cut(like, point); ok {
		decimals = len(after)
	}
	whole, part, _ := strings.Cut(strconv.FormatFloat(f, 'f', decimals, 64), ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + map[string]string{"uk": "\u00a0", "en": ","}[language] + whole[i:]
	}
	if part != "" {
		whole += point + part
	}
	return whole
}

// plain is what a token of a page in a language means, as a number.
func plainNumber(token, language string) string {
	if language == "uk" {
		return strings.NewReplacer("\u00a0", "", ",", ".").Replace(token)
	}
	return strings.ReplaceAll(token, ",", "")
}

// pageOf draws a page of a kind (a pattern under uk/), with its address without the language.
func (l *liar) pageOf(pattern string) string {
	files, err := filepath.Glob(filepath.Join(l.site, "uk", filepath.FromSlash(pattern)))
	if err != nil || len(files) == 0 {
		l.t.Fatalf("no page %s: %v", pattern, err)
	}
	p, err := filepath.Rel(filepath.Join(l.site, "uk"), files[l.draw.IntN(len(files))])
	if err != nil {
		l.t.Fatal(err)
	}
	return filepath.ToSlash(p)
}

// sameness is what a row has in both languages: its values and the page that it leads to.
func sameness(row string) string {
	var out []string
	for _, m := range valueOf.FindAllStringSubmatch(row, -1) {
		out = append(out, m[1])
	}
	if m := hrefOf.FindStringSubmatch(row); m != nil {
		out = append(out, path.Base(m[1]))
	}
	return strings.Join(out, "|")
}

// like finds the row of a page in another language that is a row of the first; of several that look the same, that in the same place among them.
func like(first, row, page string) string {
	nth := 0
	for _, r := range rowOf.FindAllString(first, -1) {
		if r == row {
			break
		}
		if sameness(r) == sameness(row) {
			nth++
		}
	}
	for _, r := range rowOf.FindAllString(page, -1) {
		if sameness(r) == sameness(row) {
			if nth == 0 {
				return r
			}
			nth--
		}
	}
	return ""
}

// nameOf is the text of the first cell of a row.
func nameOf(row string) string {
	end := strings.Index(row, "</t")
	if end < 0 {
		return ""
	}
	return squeezed(html.UnescapeString(markupOf.ReplaceAllString(row[:end], "")))
}

// relabel puts a false number into cell n of a row, in its value and in what it shows.
func relabel(row string, n int, lie, language string) string {
	cells := cellOf.FindAllStringIndex(row, -1)
	cell := row[cells[n][0]:cells[n][1]]
	open := strings.IndexByte(cell, '>') + 1
	shown := numberOf[language].FindStringIndex(cell[open:])
	if shown == nil {
		return ""
	}
	old := cell[open:][shown[0]:shown[1]]
	text := written(lie, old, language)
	if text == old {
		return ""
	}
	head := valueOf.ReplaceAllString(cell[:open], `data-value="`+lie+`"`)
	return row[:cells[n][0]] + head + cell[open:][:shown[0]] + text + cell[open:][shown[1]:] + row[cells[n][1]:]
}

// inCell lies in a cell of a table of a page, in the languages named.
func (l *liar) inCell(kind, pattern string, languages ...string) plant {
	for range 400 {
		p := l.pageOf(pattern)
		page := l.read("uk/" + p)
		main := body(page)
		rows := rowOf.FindAllString(main, -1)
		if len(rows) == 0 {
			continue
		}
		row := rows[l.draw.IntN(len(rows))]
		cells := cellOf.FindAllString(row, -1)
		var numeric []int
		for i, cell := range cells {
			if m := valueOf.FindStringSubmatch(cell); m != nil && m[1] != "" && numberOf["uk"].MatchString(markupOf.ReplaceAllString(cell, "")) {
				numeric = append(numeric, i)
			}
		}
		name := nameOf(row)
		if len(numeric) == 0 || strings.Count(page, row) != 1 || l.taken[p+name] {
			continue
		}
		n := numeric[l.draw.IntN(len(numeric))]
		lie := l.false(valueOf.FindStringSubmatch(cells[n])[1])
		done := 0
		var edits []func()
		var marks [][]string
		for _, language := range languages {
			page := l.read(language + "/" + p)
			same := like(main, row, body(page))
			if same == "" || strings.Count(page, same) != 1 {
				break
			}
			to := relabel(same, n, lie, language)
			if to == "" {
				break
			}
			edits = append(edits, func() { l.write(language+"/"+p, strings.Replace(page, same, to, 1)) })
			if words := strings.Fields(nameOf(same)); len(words) > 0 {
				marks = append(marks, []string{language + "/" + p, strings.Join(words[:min(3, len(words))], " "), lie})
			}
			done++
		}
		if done < len(languages) {
			continue
		}
		for _, edit := range edits {
			edit()
		}
		l.taken[p+name] = true
		return plant{kind, fmt.Sprintf("%s %v: %s → %s in %.120s", p, languages, valueOf.FindStringSubmatch(cells[n])[1], lie, markupOf.ReplaceAllString(row, " ")), append(marks, []string{"/" + p, "have other values", lie})}
	}
	l.t.Fatalf("%s: no cell to lie in", pattern)
	return plant{}
}

// inText lies about the kth number of a piece of text of a page (heading, tile) in both languages.
func (l *liar) inText(kind, pattern string, piece *regexp.Regexp, fits func(page, text string) bool) plant {
	for range 600 {
		p := l.pageOf(pattern)
		uk, en := l.read("uk/"+p), l.read("en/"+p)
		all := piece.FindAllString(body(uk), -1)
		if len(all) == 0 {
			continue
		}
		k := l.draw.IntN(len(all))
		text := all[k]
		if l.taken[p+text] {
			continue
		}
		others := piece.FindAllString(body(en), -1)
		if len(others) != len(all) || fits != nil && !fits(p, text) {
			continue
		}
		numbers := numberOf["uk"].FindAllStringIndex(markupOf.ReplaceAllStringFunc(text, func(s string) string { return strings.Repeat("<", len(s)) }), -1)
		if len(numbers) == 0 {
			continue
		}
		at := numbers[l.draw.IntN(len(numbers))]
		token := text[at[0]:at[1]]
		true_ := plainNumber(token, "uk")
		lie := l.false(true_)
		if written(lie, token, "uk") == token {
			continue
		}
		other := others[k]
		place := []int(nil)
		for _, m := range numberOf["en"].FindAllStringIndex(markupOf.ReplaceAllStringFunc(other, func(s string) string { return strings.Repeat("<", len(s)) }), -1) {
			if plainNumber(other[m[0]:m[1]], "en") == true_ {
				place = m
				break
			}
		}
		if place == nil || strings.Count(uk, text) != 1 || strings.Count(en, other) != 1 {
			continue
		}
		l.write("uk/"+p, strings.Replace(uk, text, text[:at[0]]+written(lie, token, "uk")+text[at[1]:], 1))
		l.write("en/"+p, strings.Replace(en, other, other[:place[0]]+written(lie, other[place[0]:place[1]], "en")+other[place[1]:], 1))
		to := text[:at[0]] + written(lie, token, "uk") + text[at[1]:]
		l.taken[p+to] = true
		return plant{kind, fmt.Sprintf("%s: %s → %s in %.160s", p, true_, lie, html.UnescapeString(markupOf.ReplaceAllString(text, ""))), [][]string{{"uk/" + p, written(lie, token, "uk")}, {"en/" + p, written(lie, other[place[0]:place[1]], "en")}}}
	}
	l.t.Fatalf("%s: no text to lie in", pattern)
	return plant{}
}

// rehash tells the sums and sizes of the files that were changed as they are now: in the package, the list and both catalogues, and all in SHA256SUMS.
func (l *liar) rehash(honest string) {
	l.t.Helper()
	about := []string{"datapackage.json", "index.json", "catalog.ttl", "catalog.jsonld"}
	texts := map[string]string{}
	for _, f := range about {
		texts[f] = l.read("data/" + f)
	}
	for name := range l.changed {
		if slices.Contains(about, name) || name == "SHA256SUMS" {
			continue
		}
		before, err := os.ReadFile(filepath.Join(honest, "data", filepath.FromSlash(name)))
		if err != nil {
			l.t.Fatal(err)
		}
		after := []byte(l.read("data/" + name))
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
		if texts[f] != l.read("data/"+f) {
			l.write("data/"+f, texts[f])
		}
	}
	var out strings.Builder
	for _, line := range strings.Split(strings.TrimSpace(l.read("data/SHA256SUMS")), "\n") {
		_, name, _ := strings.Cut(line, "  ")
		fmt.Fprintf(&out, "%s  %s\n", sum([]byte(l.read("data/"+name))), name)
	}
	l.write("data/SHA256SUMS", out.String())
}

func sum(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), " ") }
