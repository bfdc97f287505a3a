// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"html"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

var (
	rowOf    = regexp.MustCompile(`(?s)<tr[^>]*>.*?</tr>`)
	cellOf   = regexp.MustCompile(`(?s)<td[^>]*>.*?</td>`)
	valueOf  = regexp.MustCompile(`data-value="([^"]*)"`)
	hrefOf   = regexp.MustCompile(`href="([^"]*)"`)
	markupOf = regexp.MustCompile(`<[^>]*>`)
	mainOf   = regexp.MustCompile(`(?s)<main.*?<section class="section" id="sources">|<main.*?</main>`)
	headOf   = regexp.MustCompile(`(?s)<h1[^>]*>.*?</h1>|<h2[^>]*>.*?</h2>|<p class="(?:finding|lead)"[^>]*>.*?</p>`)
	tileOf   = regexp.MustCompile(`(?s)<li class="key-number"[^>]*><span class="value">.*?</li>`)
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
		page := l.readFile("uk/" + p)
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
			page := l.readFile(language + "/" + p)
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
		uk, en := l.readFile("uk/"+p), l.readFile("en/"+p)
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

func squeezed(s string) string { return strings.Join(strings.Fields(s), " ") }
