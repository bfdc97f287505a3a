// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"errors"
	"fmt"
	"html/template"
	"math"
	"slices"
	"strings"
	"time"

	"osnova/catalog"
)

// functions are what templates can call, bound to one language and one depth under the root.
func (r *renderer) functions() template.FuncMap {
	l := r.l
	f := template.FuncMap{
		// words
		"uk":    l.uk,
		"lang":  func() string { return string(l) },
		"t":     func(uk, en string) string { return l.pick(uk, en) },
		"text":  func(t catalog.Text) string { return t.In(string(l)) },
		"in":    r.in,
		"name":  func(x queryRow) string { return r.in(x, "name") },
		"word":  r.word,
		"trust": l.trust, "genitive": l.genitive, "one": isOne, "few": isFew, "tileName": r.tileName,
		"wordList": func(list string, codes any) string { // codes parted by spaces
			text, _ := codes.(string)
			words := strings.Fields(text)
			for i, code := range words {
				words[i] = r.word(list, code)
			}
			if words == nil {
				return l.pick("невідомо", "unknown")
			}
			return strings.Join(words, ", ")
		},
		"count": r.count, "plural": r.plural,
		"upper": func(s string) string { return firstUpper(s) },
		// numbers; a missing one is said in words
		"number": func(v any, decimals int) string {
			return l.say(v, func(f float64) string { return l.number(f, decimals) })
		},
		"percent": func(v any, decimals int) string {
			return l.say(v, func(f float64) string { return l.percent(f, decimals) })
		},
		"signed": func(v any, decimals int) string {
			return l.say(v, func(f float64) string { return l.signed(f, decimals) })
		},
		"money": func(v any) string { return l.say(v, l.money) },
		"date":  r.date,
		"when":  r.when,
		"known": func(v any) bool { _, ok := amount(v); return ok },
		"raw":   rawNumber,
		"add":   func(a, b any) float64 { return bothNumbers(a, b, func(x, y float64) float64 { return x + y }) },
		"sub":   func(a, b any) float64 { return bothNumbers(a, b, func(x, y float64) float64 { return x - y }) },
		"mul":   func(a, b any) float64 { return bothNumbers(a, b, func(x, y float64) float64 { return x * y }) },
		"over":  divide,
		// values
		"dict": makeRow, "list": func(v ...any) []any { return v },
		"first": func(rows []queryRow) queryRow {
			if len(rows) == 0 {
				return nil
			}
			return rows[0]
		},
		"head":  func(n int, rows []queryRow) []queryRow { return rows[:min(n, len(rows))] },
		"where": where, "string": func(v any) string {
			if v == nil {
				return ""
			}
			return fmt.Sprint(v)
		},
		// places
		"root": func() string { return r.root }, "script": r.script, "engine": r.engine,
		"link": r.link, "page": func(name string) (string, error) { return r.link(name, nil) }, "menu": r.menu, "current": func(name string) bool { return r.page.Name == name },
		"policy": r.policy, "program": func() string { return r.site.stage.Program }, "data": r.data, "part": r.part, "offered": r.offered,
		"edition": func() string { return l.date(r.asked.project().Edition) }, "base": r.site.stage.base, "web": func(v any) string {
			address, _ := v.(string)
			return webAddress(address)
		},
		"alternate": r.alternate, "once": r.once, "render": r.renderPart, "absolute": func() bool { return strings.HasPrefix(r.root, "/") || strings.Contains(r.root, "://") },
		"synthetic": func() bool { return r.invented() }, "syntheticMark": func() string { return catalog.SyntheticMark.In(string(l)) },
		// the catalog
		"indicator": r.indicator, "indicators": r.asked.indicators,
		"indices": func() []catalog.Index { return byUse(r.asked.indices()) }, "indexNamed": r.index,
		"datasets": r.asked.datasets, "allSources": r.asked.sources, "project": r.asked.project, "relations": r.asked.relations, "schemas": func() []string { return catalog.Schemas },
		"sources": func() []*catalog.Source { return r.sources }, "source": r.source, "sourceOf": r.sourceOf, "vintage": r.vintage, "scale": r.scaleOf,
		// rowsOf counts the rows of a dataset, filled the datasets that have any; unknown where no files of datasets were written.
		"rowsOf": func(name string) any {
			if n, ok := r.asked.rows()[name]; ok {
				return n
			}
			return nil
		},
		"published": r.asked.published, "assessment": r.asked.assessment, "preview": r.preview, "datasetLD": r.datasetLD,
		"citation": r.citation, "bibTeX": r.bibTeX, "fileSize": l.fileSize,
		"dataset": func(name any) *catalog.Dataset { return r.site.dataset(fmt.Sprint(name)) },
		"filled": func(list []catalog.Dataset) []catalog.Dataset {
			rows := r.asked.rows()
			return slices.DeleteFunc(slices.Clone(list), func(d catalog.Dataset) bool { n, ok := rows[d.Name]; return ok && n == 0 })
		},
		"chart": r.frame, "steps": r.steps, "binary": binary, "peers": r.peers, "ordinal": r.ordinal,
		"isTrue": func(v any) any {
			f, ok := amount(v)
			if !ok {
				return nil
			}
			return f > 0
		},
	}
	for name, fn := range r.marks() {
		f[name] = fn
	}
	for name, fn := range r.ofIndicators() {
		f[name] = fn
	}
	for name, fn := range r.drawings() {
		f[name] = fn
	}
	return f
}

// say writes a number, or that it is unknown.
func (l tongue) say(v any, write func(float64) string) string {
	f, ok := amount(v)
	if !ok {
		return l.pick("невідомо", "unknown")
	}
	return write(f)
}

// in picks the column of the page's language: title_uk or title_en. An English name that is missing is shown in Ukrainian, where an apostrophe is ’.
func (r *renderer) in(x queryRow, column string) string {
	if text, ok := x[column+"_en"].(string); ok && text != "" && !r.l.uk() {
		return text
	}
	text, _ := x[column+"_uk"].(string)
	return strings.ReplaceAll(text, "'", "’")
}

// word says a code of the data in words; a code that the list does not know is shown as it is, with a finding.
func (r *renderer) word(list string, code any) string {
	key := ""
	if code != nil {
		key = fmt.Sprint(code)
	}
	text, ok := r.asked.word(list, key)
	if !ok {
		if key == "" {
			return r.l.pick("невідомо", "unknown")
		}
		r.w.find("reports/words.csv", "add a line for it", "no words for %s %q", list, key)
		return key
	}
	return text.In(string(r.l))
}

// plural gives the form of a noun that goes with n; count writes both.
func (r *renderer) plural(n any, noun string) (string, error) {
	forms, ok := r.asked.noun(noun)
	if !ok {
		return "", fmt.Errorf("no noun %q in words.csv", noun)
	}
	f, _ := amount(n)
	return r.l.form(int64(math.Round(f)), forms[tongue(r.l.pick("uk", "en"))]), nil
}

func (r *renderer) count(n any, noun string) (string, error) {
	word, err := r.plural(n, noun)
	return r.l.say(n, func(f float64) string { return r.l.number(f, 0) }) + noBreakSpace + word, err
}

// isOne reports whether a Ukrainian word that goes with n is singular: 1, 21, 101, not 11.
func isOne(n any) bool {
	f, ok := amount(n)
	m := int64(math.Round(math.Abs(f)))
	return ok && m%10 == 1 && m%100 != 11
}

// genitive writes n with its noun after a word such as «із»: «із 21 громади», «із 22 громад».
func (l tongue) genitive(n any, single, many string) string {
	if isOne(n) {
		many = single
	}
	return l.say(n, func(f float64) string { return l.number(f, 0) }) + noBreakSpace + many
}

// isFew reports whether a number rests on too few units to stand without a mark.
func isFew(n any) bool {
	f, ok := amount(n)
	return ok && f < 5
}

// tileName is the short name of an oblast on its tile. Codes of an invented country are those of Ukraine, so its names are cut instead.
func (r *renderer) tileName(x queryRow) string {
	if !r.invented() {
		return r.word("tile", x["code"])
	}
	name := r.in(x, "name")
	for _, kind := range []string{"місто ", "City of "} {
		name = strings.TrimPrefix(name, kind)
	}
	letters := []rune(name)
	return string(letters[:min(4, len(letters))])
}

func firstUpper(s string) string {
	for i, c := range s {
		return strings.ToUpper(string(c)) + s[i+len(string(c)):]
	}
	return s
}

func (r *renderer) date(v any) string {
	switch d := v.(type) {
	case time.Time:
		return r.l.date(d.UTC().Format(time.DateOnly))
	case string:
		return r.l.date(d)
	case int64:
		return fmt.Sprint(d)
	}
	return r.l.pick("невідомо", "unknown")
}

// notes are what we wrote beside dates of published figures, in English; the longer first where one begins another.
var notes = strings.NewReplacer("(за контекстом)", "(by context)", "дата не вказана у витягу", "not in the extract", "(початок року)", "(start of the year)", "(до)", "(before)",
	"(перші результати)", "(first results)", "(рік даних не вказано)", "(year of the data not given)", "(рік за днем тижня)", "(year by the day of the week)", "(рік за ", "(year by ", "(за ", "(by ",
	"(сторінка)", "(the page)", "публ. ", "published ", "(оприлюднено)", "(published)", "рік не вказано у витягу", "year not in the extract", "рік не вказано", "year not given",
	"(11 міст)", "(11 cities)", "(після перейменувань 2016)", "(after the renamings of 2016)", "(англ. карта сайту, до перейменувань 2016)", "(English map of the site, before the renamings of 2016)",
	"дата не вказана на сторінці", "the page has no date", "(рік не зазначено)", "(year not stated)", "починаючи з 12 грудня", "from 12 December", "7 липня", "7 July", "восени", "in autumn",
	"у День вшанування ліквідаторів аварії на ЧАЕС", "on the day in honour of the liquidators of Chornobyl", "(початок п'ятиріччя)", "(start of the five years)")

// when writes a date as a source gives it; what is not a date stays, with the words of our notes in English.
func (r *renderer) when(v any) string {
	text := r.date(v)
	if r.l.uk() {
		return text
	}
	return notes.Replace(text)
}

func bothNumbers(a, b any, f func(x, y float64) float64) float64 {
	x, _ := amount(a)
	y, _ := amount(b)
	return f(x, y)
}

// divide divides; anything over nothing is missing.
func divide(a, b any) any {
	x, okX := amount(a)
	y, okY := amount(b)
	if !okX || !okY || y == 0 {
		return nil
	}
	return x / y
}

func makeRow(pairs ...any) (queryRow, error) {
	if len(pairs)%2 != 0 {
		return nil, errors.New("dict wants pairs of name and value")
	}
	out := make(queryRow, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("dict: name %d is %v, not text", i/2+1, pairs[i])
		}
		out[name] = pairs[i+1]
	}
	return out, nil
}

// where keeps the rows whose column equals the value.
func where(rows []queryRow, column string, value any) (out []queryRow) {
	want := fmt.Sprint(value)
	for _, x := range rows {
		if v, ok := x[column]; ok && fmt.Sprint(v) == want {
			out = append(out, x)
		}
	}
	return out
}

// link leads to a page of the same language; x gives the columns that its path names.
func (r *renderer) link(name string, x queryRow) (string, error) {
	path, ok := r.asked.path(name)
	if !ok {
		r.w.find(r.page.Dir+"/page.tmpl", "write reports/pages/"+name+" or drop the link", "it links to page %q, which nobody wrote", name)
		return "#", nil
	}
	file, err := fillPath(path, x)
	if err != nil {
		return "", fmt.Errorf("link to %s: %w", name, err)
	}
	return r.root + string(r.l) + "/" + file, nil
}

// menuItem is one entry of the menu.
type menuItem struct {
	Name, URL string
	Current   bool
}

func (r *renderer) menu() ([]menuItem, error) {
	var out []menuItem
	for _, p := range r.asked.menu() {
		url, err := r.link(p.Name, nil)
		if err != nil {
			return nil, err
		}
		out = append(out, menuItem{menuName(p, r.l), url, p.Name == r.page.Name})
	}
	return out, nil
}

// data leads to a published dataset, or is "" when there is none of this name.
func (r *renderer) data(name string) string {
	if r.asked.issues(name) {
		return r.root + "data/" + name + ".csv"
	}
	return ""
}

// part leads to the files of a dataset that hold its rows with one value, without their ending; it is "" when the dataset has no parts.
func (r *renderer) part(name, value string) string {
	if parts := r.asked.parts(name); parts != nil {
		return r.root + "data/" + parts.Folder + "/" + strings.ToLower(value)
	}
	return ""
}

// alternate is the same page in the language named.
func (r *renderer) alternate(l string, v templateView) string { return r.root + l + "/" + v.Path }

func (r *renderer) indicator(id any) *catalog.Indicator { return r.asked.indicator(id) }

func (r *renderer) index(name string) *catalog.Index { return r.asked.index(name) }

func (r *renderer) sourceOf(name any) *catalog.Source { return r.asked.source(name) }

// vintage says in words of what time the data of a source are, nothing of one that is not declared.
func (r *renderer) vintage(name string) string {
	if s := r.sourceOf(name); s != nil {
		return s.Vintage.In(string(r.l))
	}
	return ""
}

// source names a source with its attribution and leads to its home.
func (r *renderer) source(name string) template.HTML {
	s := r.sourceOf(name)
	if s == nil {
		r.w.find(r.page.Dir+"/page.tmpl", "name a source of ingest/sources", "it names the source %q, which nobody declared", name)
		return ""
	}
	text := template.HTMLEscapeString(s.Attribution.In(string(r.l)))
	if home := webAddress(s.Homepage); home != "" {
		return template.HTML(`<a href="` + template.HTMLEscapeString(home) + `">` + text + `</a>`)
	}
	return template.HTML(text)
}

// scaleOf is the axis on which an indicator is drawn: its goalposts, or else the extremes given.
func (r *renderer) scaleOf(id, lowest, highest any) queryRow {
	lo, _ := amount(lowest)
	hi, _ := amount(highest)
	if i := r.indicator(id); i != nil && i.Goalposts != nil {
		lo, hi = min(lo, i.Goalposts.Lo), max(hi, i.Goalposts.Hi)
	} else if r.index(fmt.Sprint(id)) != nil {
		lo, hi = 0, 100
	} else if lo > 0 && lo < hi/3 {
		lo = 0
	}
	return queryRow{"lo": lo, "hi": hi}
}
