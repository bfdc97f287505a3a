// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// kindOfLie is a kind of false value or sentence: how often of a hundred it is told, and how.
type kindOfLie struct {
	name string
	of   int
	tell func(l *liar, kind string) plant
}

// facts are cells that other published tables or pages witness, with the columns that name their row.
var facts = map[string][]struct {
	table, column string
	fits          func(map[string]string) bool
	keys          []string
}{
	"statistic of a group": {
		{"summary", "mean", nil, []string{"indicator_id", "group_id"}},
		{"summary", "weighted_mean", nil, []string{"indicator_id", "group_id"}},
		{"summary", "median", nil, []string{"indicator_id", "group_id"}},
		{"summary", "n", nil, []string{"indicator_id", "group_id"}},
		{"summary", "p90", nil, []string{"indicator_id", "group_id"}},
		{"summary", "max", nil, []string{"indicator_id", "group_id"}},
	},
	"score": {
		{"open_readiness", "score", nil, []string{"territory_id"}},
		{"index_scores", "value", nil, []string{"unit_id"}},
		{"open_readiness", "band_share", nil, []string{"territory_id"}},
		{"open_readiness", "peer_median", nil, []string{"territory_id"}},
		{"index_scores", "contribution", nil, []string{"unit_id"}},
		{"service_conditions_points", "score", nil, []string{"point_id"}},
		{"service_conditions", "score", nil, []string{"territory_id"}},
	},
	"count": {
		{"oblasts", "communities", nil, []string{"oblast_id"}},
		{"oblasts", "ranked", nil, []string{"oblast_id"}},
		{"cnap_communities", "points", nil, []string{"community_id"}},
		{"cnap_communities", "workers", nil, []string{"community_id"}},
		{"communities", "peers", nil, []string{"community_id"}},
		{"edemocracy", "tools", nil, []string{"community_id"}},
		{"index_status", "scored", func(r map[string]string) bool { return r["index_id"] == "open_readiness" }, []string{"index_id"}},
		{"data_quality", "loaded", nil, []string{"source_id"}},
	},
	"measure of inequality": {
		{"inequality", "value", func(r map[string]string) bool {
			return r["group_by"] == "all" && !strings.HasPrefix(r["measure"], "moran")
		}, []string{"indicator_id"}},
		{"inequality", "value", nil, []string{"indicator_id"}},
		{"lorenz", "l", nil, []string{"indicator_id"}},
		{"inequality_decomposition", "between", nil, []string{"indicator_id"}},
		{"gaps", "gap", nil, []string{"indicator_id"}},
		{"lisa", "z", nil, []string{"territory_id"}},
	},
	"fact under an indicator": {
		{"budgets", "income_own_uah", nil, []string{"community_id"}},
		{"budgets", "transfers_uah", nil, []string{"community_id"}},
		{"cnap_points", "hours_week", func(r map[string]string) bool { return r["community_id"] != "" }, []string{"point_id"}},
		{"community_traits", "turnout_2020", nil, []string{"community_id"}},
		{"service_conditions_points", "empathy", nil, []string{"point_id"}},
		{"communities", "population", func(r map[string]string) bool { return r["is_ranked"] == "true" }, []string{"community_id"}},
		{"resident_population", "residents", nil, []string{"territory_id"}},
	},
	"weight": {
		{"indices", "weight", func(r map[string]string) bool { return r["parent_id"] != "" }, []string{"index_id"}},
	},
}

// pagesOfLies are kinds of pages with tables, each as likely.
var pagesOfLies = []string{"communities/*.html", "communities/index.html", "oblasts/*.html", "indicators/open.*.html", "indicators/index.html", "index.html", "eu/index.html", "quality/index.html", "inequality/index.html", "services/index.html", "figures/index.html", "methodology/index.html"}

func (l *liar) kindOfPage() string { return pagesOfLies[l.draw.IntN(len(pagesOfLies))] }

// lies are the kinds that the checks were written to meet.
var lies = []kindOfLie{
	{"one format of a table", 6, func(l *liar, kind string) plant {
		choice := [][2]string{{"exam_results", "mean_score"}, {"cnap_points", "area_m2"}, {"community_context", "population_thousand"}, {"international", "value"}, {"lisa", "p"}, {"survey_groups", "share"}}[l.draw.IntN(6)]
		return l.inTable(kind, choice[0], choice[1], everyFormat[l.draw.IntN(3):][:1], nil)
	}},
	{"value of an indicator", 8, func(l *liar, kind string) plant {
		p := l.inTable(kind, "indicator_values", "value", everyFormat, func(r map[string]string) bool {
			return !l.taken[r["indicator_id"]+r["level"]]
		}, "indicator_id", "territory_id")
		l.spread()
		return p
	}},
	{"statistic of a group", 6, (*liar).fact},
	{"score", 7, (*liar).fact},
	{"count", 8, (*liar).fact},
	{"measure of inequality", 6, (*liar).fact},
	{"fact under an indicator", 7, (*liar).fact},
	{"weight", 2, (*liar).fact},
	{"cell of a page in one language", 6, func(l *liar, kind string) plant {
		return l.inCell(kind, l.kindOfPage(), []string{"uk", "en"}[l.draw.IntN(2)])
	}},
	{"cell of a page in both languages", 9, func(l *liar, kind string) plant { return l.inCell(kind, l.kindOfPage(), "uk", "en") }},
	{"number in a heading", 7, func(l *liar, kind string) plant {
		kinds := []string{"communities/*.html", "oblasts/*.html", "indicators/open.*.html", "index.html", "quality/index.html", "inequality/index.html", "eu/index.html"}
		return l.inText(kind, kinds[l.draw.IntN(len(kinds))], headOf, nil)
	}},
	{"name in a heading", 4, (*liar).name},
	{"tile of a page", 5, func(l *liar, kind string) plant {
		return l.inText(kind, []string{"communities/*.html", "oblasts/*.html"}[l.draw.IntN(2)], tileOf, nil)
	}},
	{"mark of a chart", 5, (*liar).chart},
	{"tile of a map", 2, (*liar).mapTile},
	{"what is told of a file", 3, (*liar).aboutFile},
	{"link to another's page", 3, (*liar).link},
}

// later were written down after the checks, and are told besides.
var later = []kindOfLie{{"row taken out of a table", 3, (*liar).gone}, {"values of two rows exchanged", 3, (*liar).exchanged}}

// gone takes a row out of a table, in every format, and out of the number of rows that is told.
func (l *liar) gone(kind string) plant {
	choice := [][2]string{{"cnap_points", "point_id"}, {"summary", "indicator_id"}, {"budgets", "community_id"}, {"communities", "community_id"}, {"edemocracy", "community_id"}, {"open_readiness", "territory_id"}}[l.draw.IntN(6)]
	all := l.rows(choice[0]+".csv", ',')
	row := 1 + l.draw.IntN(len(all)-1)
	key, pageOfIt := all[row][slices.Index(all[0], choice[1])], ""
	for _, c := range l.rows("communities.csv", ',') {
		if c[0] == key {
			pageOfIt = "/communities/" + c[1] + ".html"
		}
	}
	l.put(choice[0]+".csv", ',', slices.Delete(all, row, row+1))
	l.put(choice[0]+".excel.csv", ';', slices.Delete(l.rows(choice[0]+".excel.csv", ';'), row, row+1))
	at := filepath.Join(l.site, "data", choice[0]+".parquet")
	if err := l.db.Exec(context.Background(), fmt.Sprintf("copy (select * exclude (file_row_number) from read_parquet('%s', file_row_number = true) where file_row_number <> %d order by file_row_number) to '%[1]s.new' (format parquet)", at, row-1)); err != nil {
		l.t.Fatal(err)
	}
	if err := os.Rename(at+".new", at); err != nil {
		l.t.Fatal(err)
	}
	l.changed[choice[0]+".parquet"] = true
	index := l.readFile("data/index.json")
	_, after, _ := strings.Cut(index, `"name": "`+choice[0]+`"`)
	rows := regexp.MustCompile(`"rows": ?(\d+)`).FindStringSubmatchIndex(after)
	n, _ := strconv.Atoi(after[rows[2]:rows[3]])
	l.write("data/index.json", strings.TrimSuffix(index, after)+after[:rows[2]]+strconv.Itoa(n-1)+after[rows[3]:])
	p := plant{kind: kind, what: fmt.Sprintf("%s, row %d (%s)", choice[0], row, key), marks: [][]string{{key}}}
	if choice[0] == "summary" {
		p.marks = [][]string{{"data/summary " + key}, {"/indicators/" + strings.ToLower(key) + ".html", "no published table"}}
	} else if pageOfIt != "" {
		p.marks = append(p.marks, []string{pageOfIt, "no published table"})
	}
	return p
}

// exchanged gives two rows of a table of a page each other's values, in both languages.
func (l *liar) exchanged(kind string) plant {
	for range 500 {
		p := l.pageOf(l.kindOfPage())
		first := body(l.readFile("uk/" + p))
		rows := rowOf.FindAllString(first, -1)
		if len(rows) < 4 {
			continue
		}
		a := 1 + l.draw.IntN(len(rows)-2)
		b := a + 1
		names := []string{}
		edits := map[string]string{}
		for _, language := range languagesOfPages {
			page := l.readFile(language + "/" + p)
			x, y := like(first, rows[a], body(page)), like(first, rows[b], body(page))
			cx, cy := cellOf.FindAllStringIndex(x, -1), cellOf.FindAllStringIndex(y, -1)
			if x == "" || y == "" || x == y || len(cx) == 0 || len(cx) != len(cy) || strings.Count(page, x) != 1 || strings.Count(page, y) != 1 || !strings.Contains(x, `data-value="`) {
				break
			}
			headX, headY := x[:cx[0][0]], y[:cy[0][0]]
			if x[cx[0][0]:] == y[cy[0][0]:] || headX == headY || !strings.Contains(headX, "<th") || l.taken[p+headX] || l.taken[p+headY] {
				break
			}
			page = strings.Replace(strings.Replace(page, x, "\x00", 1), y, headY+x[cx[0][0]:], 1)
			edits[language] = strings.Replace(page, "\x00", headX+y[cy[0][0]:], 1)
			l.taken[p+headX], l.taken[p+headY] = true, true
			names = append(names, nameOf(x))
		}
		if len(edits) < 2 || valuesIn(rows[a]) == valuesIn(rows[b]) {
			continue
		}
		for language, page := range edits {
			l.write(language+"/"+p, page)
		}
		return plant{kind, fmt.Sprintf("%s: %q", p, names), [][]string{{"uk/" + p, names[0]}, {"en/" + p, names[1]}}}
	}
	l.t.Fatal("no rows to exchange")
	return plant{}
}

var languagesOfPages = []string{"uk", "en"}

func valuesIn(row string) string { return fmt.Sprint(valueOf.FindAllStringSubmatch(row, -1)) }

// fact lies about a cell of those of its kind, in every format.
func (l *liar) fact(kind string) plant {
	for {
		f := facts[kind][l.draw.IntN(len(facts[kind]))]
		if p := l.inTable(kind, f.table, f.column, everyFormat, f.fits, f.keys...); p.kind != "" {
			return p
		}
	}
}

// spread writes the files of single indicators anew from the table of all.
func (l *liar) spread() {
	for _, f := range []struct {
		suffix string
		comma  rune
	}{{".csv", ','}, {".excel.csv", ';'}} {
		all := l.rows("indicator_values"+f.suffix, f.comma)
		files, err := filepath.Glob(filepath.Join(l.site, "data", "indicators", "*"+f.suffix))
		if err != nil {
			l.t.Fatal(err)
		}
		for _, file := range files {
			name, ok := strings.CutSuffix(filepath.Base(file), f.suffix)
			if !ok || strings.HasSuffix(name, ".excel") {
				continue
			}
			own := [][]string{all[0]}
			for _, r := range all[1:] {
				if strings.EqualFold(r[0], name) {
					own = append(own, r)
				}
			}
			here := "indicators/" + filepath.Base(file)
			old := l.rows(here, f.comma)
			if len(own) == len(old) && slices.Equal(own[0], old[0]) && !slices.EqualFunc(own, old, slices.Equal[[]string]) {
				l.put(here, f.comma, own)
			}
		}
	}
}

var (
	findingOf = regexp.MustCompile(`(?s)<h2[^>]*>.*?</h2>|<h1[^>]*>.*?</h1>`)
	markOf    = regexp.MustCompile(`"value":(-?\d+(?:\.\d+)?),"url":"uk/([^"]+)"`)
	bandOf    = regexp.MustCompile(`data-unit="(UA\d\d)" data-band="(\d)"`)
	leadsOf   = regexp.MustCompile(`<th scope="row"><a href="\.\./(?:\.\./)?uk/communities/([^"]+)">`)
)

// name puts another oblast or indicator into a heading that names one, in both languages.
func (l *liar) name(kind string) plant {
	type names struct{ uk, en string }
	var pool []names
	for _, r := range l.rows("oblasts.csv", ',')[1:] {
		head := l.rows("oblasts.csv", ',')[0]
		pool = append(pool, names{r[slices.Index(head, "name_uk")], r[slices.Index(head, "name_en")]})
	}
	for range 500 {
		p := l.pageOf("indicators/open.*.html")
		uk, en := l.readFile("uk/"+p), l.readFile("en/"+p)
		if l.taken[p] {
			continue
		}
		for _, n := range pool {
			h := slices.IndexFunc(findingOf.FindAllString(body(uk), -1), func(s string) bool { return strings.Contains(s, n.uk) })
			k := slices.IndexFunc(findingOf.FindAllString(body(en), -1), func(s string) bool { return strings.Contains(s, n.en) })
			if h < 0 || k < 0 {
				continue
			}
			other := pool[l.draw.IntN(len(pool))]
			if other == n {
				break
			}
			a, b := findingOf.FindAllString(body(uk), -1)[h], findingOf.FindAllString(body(en), -1)[k]
			l.write("uk/"+p, strings.Replace(uk, a, strings.Replace(a, n.uk, other.uk, 1), 1))
			l.write("en/"+p, strings.Replace(en, b, strings.Replace(b, n.en, other.en, 1), 1))
			l.taken[p] = true
			return plant{kind, fmt.Sprintf("%s: %s → %s", p, n.en, other.en), [][]string{{"/" + p}}}
		}
	}
	l.t.Fatal("no heading names an oblast")
	return plant{}
}

// chart draws a false value of a community, in both languages.
func (l *liar) chart(kind string) plant {
	for range 500 {
		p := l.pageOf([]string{"index.html", "indicators/open.*.html"}[l.draw.IntN(2)])
		uk, en := l.readFile("uk/"+p), l.readFile("en/"+p)
		marks := markOf.FindAllStringSubmatch(uk, -1)
		if len(marks) == 0 {
			continue
		}
		m := marks[l.draw.IntN(len(marks))]
		if l.taken[p+m[2]] || l.taken[p] && p != "index.html" {
			continue
		}
		lie := l.false(m[1])
		other := strings.Replace(m[0], `"uk/`, `"en/`, 1)
		if strings.Count(uk, m[0]) != 1 || strings.Count(en, other) != 1 {
			continue
		}
		l.write("uk/"+p, strings.Replace(uk, m[0], strings.Replace(m[0], m[1], lie, 1), 1))
		l.write("en/"+p, strings.Replace(en, other, strings.Replace(other, m[1], lie, 1), 1))
		l.taken[p], l.taken[p+m[2]] = true, true
		return plant{kind, fmt.Sprintf("%s: %s of %s → %s", p, m[1], m[2], lie), [][]string{{"/" + p, strings.TrimSuffix(path.Base(m[2]), ".html")}}}
	}
	l.t.Fatal("no chart has a mark to lie about")
	return plant{}
}

// mapTile colours an oblast of the home page otherwise, in both languages.
func (l *liar) mapTile(kind string) plant {
	for range 500 {
		uk, en := l.readFile("uk/index.html"), l.readFile("en/index.html")
		all := bandOf.FindAllStringSubmatch(uk, -1)
		m := all[l.draw.IntN(len(all))]
		band, _ := strconv.Atoi(m[2])
		if l.taken["tile "+m[1]] {
			continue
		}
		l.taken["tile "+m[1]] = true
		to := fmt.Sprintf(`data-unit="%s" data-band="%d"`, m[1], band%5+1)
		l.write("uk/index.html", strings.Replace(uk, m[0], to, 1))
		l.write("en/index.html", strings.Replace(en, m[0], to, 1))
		return plant{kind, m[0] + " → " + to, [][]string{{"/index.html", "tile " + m[1]}}}
	}
	l.t.Fatal("no tile")
	return plant{}
}

// aboutFile tells another number of rows, size or sum of a file.
func (l *liar) aboutFile(kind string) plant {
	choice := []struct {
		file    string
		pattern *regexp.Regexp
	}{{"data/index.json", regexp.MustCompile(`"rows": ?(\d+)`)}, {"data/catalog.ttl", regexp.MustCompile(`byteSize "(\d+)"`)}, {"data/datapackage.json", regexp.MustCompile(`"bytes": ?(\d+)`)}, {"data/catalog.jsonld", regexp.MustCompile(`"@value": ?"(\d{4,})"`)}}[l.draw.IntN(4)]
	text := l.readFile(choice.file)
	all := choice.pattern.FindAllStringSubmatchIndex(text, -1)
	m := all[l.draw.IntN(len(all))]
	lie := l.false(text[m[2]:m[3]])
	if l.taken[choice.file] {
		return l.aboutFile(kind)
	}
	l.taken[choice.file] = true
	l.write(choice.file, text[:m[2]]+lie+text[m[3]:])
	return plant{kind, fmt.Sprintf("%s: %s → %s", choice.file, text[m[2]:m[3]], lie), [][]string{{path.Base(choice.file)}}}
}

// link lets a row of a community lead to the page of another, in both languages.
func (l *liar) link(kind string) plant {
	for range 500 {
		p := l.pageOf([]string{"oblasts/*.html", "indicators/open.*.html", "communities/index.html"}[l.draw.IntN(3)])
		uk, en := l.readFile("uk/"+p), l.readFile("en/"+p)
		all := leadsOf.FindAllStringSubmatch(uk, -1)
		if l.taken[p] || len(all) < 2 {
			continue
		}
		a, b := all[l.draw.IntN(len(all))], all[l.draw.IntN(len(all))]
		if a[1] == b[1] {
			continue
		}
		for language, text := range map[string]string{"uk": uk, "en": en} {
			l.write(language+"/"+p, strings.Replace(text, "/"+language+"/communities/"+a[1]+`"`, "/"+language+"/communities/"+b[1]+`"`, 1))
		}
		l.taken[p] = true
		return plant{kind, fmt.Sprintf("%s: %s → %s", p, a[1], b[1]), [][]string{{"/" + p}}}
	}
	l.t.Fatal("no link")
	return plant{}
}
