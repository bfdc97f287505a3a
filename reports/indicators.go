// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"fmt"
	"html/template"
	"net/url"
	"slices"
	"strings"

	"osnova/catalog"
)

// wordsOf writes codes parted by commas or spaces as words of a list.
func (r *renderer) wordsOf(list string, codes any) string {
	text, _ := codes.(string)
	var out []string
	for _, c := range strings.FieldsFunc(text, func(c rune) bool { return c == ',' || c == ' ' }) {
		out = append(out, r.word(list, c))
	}
	return strings.Join(out, ", ")
}

// ofIndicators are the functions that pages about one indicator need.
func (r *renderer) ofIndicators() template.FuncMap {
	return template.FuncMap{
		"fitOf": func(v any, decimals int) int {
			f, _ := amount(v)
			return fitDecimals(f, decimals)
		},
		// decimalsOf is how many decimals a figure was written with.
		"decimalsOf": func(text any) int {
			written, _ := text.(string)
			_, decimals, _ := strings.Cut(written, ".")
			return min(len(decimals), 3)
		},
		// A border at the lowest value would leave a band without members.
		"aboveLow": func(cut, lowest any) any {
			c, ok := amount(cut)
			if l, _ := amount(lowest); !ok || c <= l {
				return nil
			}
			return c
		},
		"legendOf": func(cuts []float64, decimals int, yes bool) template.HTML {
			if yes {
				return r.yesLegend()
			}
			return r.legend(cuts, decimals, 1, "")
		},
		"unitOf": func(i *catalog.Indicator) string {
			if binary(i) {
				return ""
			}
			return i.Unit.In(string(r.l))
		},
		"sourcesOf": func(i *catalog.Indicator) string { return strings.Join(i.Sources, ",") },
		"axisFormat": func(decimals int) string {
			return [...]string{"number0", "number1", "number2"}[min(max(decimals, 0), 2)]
		},
		"with2": func(x queryRow, column string) any {
			if v, ok := amount(x[column]); ok && v > 0 {
				return v
			}
			return nil
		},
		"indicatorName": r.indicatorName,
		"quoted":        func(text string) string { return r.l.pick("«"+text+"»", "“"+text+"”") },
		"withTitle": func(rows []queryRow) []queryRow {
			return labelled(rows, func(x queryRow) string { return r.indicatorName(x["indicator_id"]) })
		},
		"withWord": func(rows []queryRow, column, list string) []queryRow {
			return labelled(rows, func(x queryRow) string { return r.word(list, x[column]) })
		},
		"field": func(x queryRow, column string) any { return x[column] },
		"with3": func(rows []queryRow, text string) string {
			if len(rows) == 0 {
				return text
			}
			return text + r.date(rows[0]["year"])
		},
		"keys": func(names ...string) template.HTML {
			var b strings.Builder
			b.WriteString(`<ul class="legend">`)
			for i, name := range names {
				fmt.Fprintf(&b, `<li><i class="swatch" data-cat="%d"></i>%s</li>`, i+1, template.HTMLEscapeString(name))
			}
			return template.HTML(b.String() + `</ul>`)
		},
		"causeKeys": func(rows []queryRow) template.HTML {
			sorted := slices.Clone(rows)
			slices.SortFunc(sorted, func(a, b queryRow) int { return strings.Compare(fmt.Sprint(a["cause_id"]), fmt.Sprint(b["cause_id"])) })
			var b strings.Builder
			b.WriteString(`<ul class="legend">`)
			for i, x := range sorted {
				fmt.Fprintf(&b, `<li><i class="swatch" data-cat="%d"></i>%s</li>`, i+1, template.HTMLEscapeString(r.in(x, "cause")))
			}
			return template.HTML(b.String() + r.blanks() + `</ul>`)
		},
		"bands": func(index string) template.HTML {
			var b strings.Builder
			b.WriteString(`<ul class="legend">`)
			if x := r.index(index); x != nil {
				for i, band := range x.Bands {
					fmt.Fprintf(&b, `<li><i class="swatch" data-band="%d"></i>%s %s</li>`, i+1, template.HTMLEscapeString(band.ID), template.HTMLEscapeString(band.Title.In(string(r.l))))
				}
			}
			return template.HTML(b.String() + r.blanks() + `</ul>`)
		},
		"levels":  func(codes any) string { return r.wordsOf("level", codes) },
		"wordsOf": r.wordsOf,
		"host": func(v any) string {
			address, _ := v.(string)
			if u, err := url.Parse(address); err == nil {
				return strings.TrimPrefix(u.Host, "www.")
			}
			return address
		},
		"unitWord": func(unit any) string {
			text, _ := unit.(string)
			if t, ok := r.asked.word("unit", text); ok {
				return t.In(string(r.l))
			}
			return text
		},
		// Laws stand by their numbers; only the words around them differ between languages.
		"legal": func(v any) string {
			text, _ := v.(string)
			if t, ok := r.asked.word("legal", text); ok {
				return t.In(string(r.l))
			}
			if r.l.uk() {
				return strings.ReplaceAll(text, "art.", "ст. ")
			}
			return strings.ReplaceAll(strings.ReplaceAll(text, "art.", "art. "), "-ВР", "-VR")
		},
		// The headings of the list, in the order in which indicators name them.
		"indicatorGroups": func() (out []string) {
			for _, i := range r.asked.indicators() {
				if !slices.Contains(out, i.Group) {
					out = append(out, i.Group)
				}
			}
			return out
		},
		// The dimension of a community that differs most from the median of the country; a median of 0 says only that most have none.
		"widest": func(rows []queryRow) (out queryRow) {
			most := 0.0
			for _, x := range rows {
				v, okV := amount(x["value"])
				c, okC := amount(x["country"])
				if gap := max(v-c, c-v); okV && okC && c > 0 && gap > most {
					most, out = gap, x
				}
			}
			return out
		},
		// Oblasts with values of at least ten communities: of fewer a share says little.
		"enough": func(rows []queryRow) []queryRow {
			return slices.DeleteFunc(slices.Clone(rows), func(x queryRow) bool {
				n, _ := amount(x["n"])
				return n < 10
			})
		},
		"last": func(rows []queryRow) queryRow {
			if len(rows) == 0 {
				return nil
			}
			return rows[len(rows)-1]
		},
		"tree": r.tree, "tally": r.tally, "shades": shades, "tallyLegend": r.tallyLegend,
		"byOblast": func(rows []queryRow) []queryRow {
			out := slices.Clone(rows)
			slices.SortStableFunc(out, func(a, b queryRow) int {
				x, _ := amount(a["median"])
				y, _ := amount(b["median"])
				switch {
				case x > y:
					return -1
				case x < y:
					return 1
				}
				return strings.Compare(r.in(a, "oblast"), r.in(b, "oblast"))
			})
			return slices.DeleteFunc(out, func(x queryRow) bool { return x["is_ranked"] != true })
		},
	}
}

// yesLegend names the two bands of a yes or no.
func (r *renderer) yesLegend() template.HTML {
	return template.HTML(`<ul class="legend ramp"><li><i class="swatch" data-band="1"></i>` + r.l.pick("ні", "no") + `</li><li><i class="swatch" data-band="5"></i>` + r.l.pick("так", "yes") +
		`</li>` + r.blanks() + `</ul>`)
}

// labelled gives each row a label made of it; the rows themselves stay as they are.
func labelled(rows []queryRow, label func(queryRow) string) []queryRow {
	out := make([]queryRow, len(rows))
	for i, x := range rows {
		y := make(queryRow, len(x)+1)
		for k, v := range x {
			y[k] = v
		}
		y["label"] = label(x)
		out[i] = y
	}
	return out
}

// indicatorName is the short name of an indicator, or the title of an index.
func (r *renderer) indicatorName(id any) string {
	if i := r.indicator(id); i != nil {
		if short := i.Short.In(string(r.l)); short != "" {
			return short
		}
		return i.Title.In(string(r.l))
	}
	if x := r.index(fmt.Sprint(id)); x != nil {
		return x.Title.In(string(r.l))
	}
	return fmt.Sprint(id)
}

// byUse puts indices that have values before those that wait for them; an index of no period waits.
func byUse(all []catalog.Index) []catalog.Index {
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b catalog.Index) int {
		switch {
		case a.Period != "" && b.Period == "":
			return -1
		case a.Period == "" && b.Period != "":
			return 1
		}
		return 0
	})
	return sorted
}

// tree lists the nodes of an index from the root down: title, weight among siblings, goalposts and rule in words.
func (r *renderer) tree(x catalog.Index) []queryRow { return r.branch(x.Root, 1, nil) }

func (r *renderer) branch(n catalog.Node, depth int, out []queryRow) []queryRow {
	title := n.Title.In(string(r.l))
	if title == "" {
		title = r.indicatorName(n.Indicator)
	}
	rule := ""
	if len(n.Children) > 0 {
		rule = r.l.pick("середнє арифметичне", "arithmetic mean")
		if n.Aggregate == "gmean" {
			rule = r.l.pick("середнє геометричне", "geometric mean")
		}
		if n.MinCoverage > 0 {
			rule += r.l.pick("; потрібно ", "; needs ") + r.l.percent(n.MinCoverage, 0) + r.l.pick(" ваги", " of weight")
		}
		if n.MinChildren > 0 {
			rule += r.l.pick("; відомих частин щонайменше ", "; at least ") + fmt.Sprint(n.MinChildren) + r.l.pick(" із ", " parts of ") + fmt.Sprint(len(n.Children))
		}
		if n.MinLeaves > 0 {
			rule += r.l.pick("; показників відомо щонайменше ", "; indicators known: at least ") + fmt.Sprint(n.MinLeaves)
		}
		if len(n.Require) > 0 {
			rule += r.l.pick("; обов’язково ", "; required: ") + strings.Join(n.Require, ", ")
		}
	}
	posts, g := "", n.Goalposts
	if i := r.indicator(n.Indicator); g == nil && i != nil {
		g = i.Goalposts
	}
	if g != nil {
		posts = r.l.number(g.Lo, fitDecimals(g.Lo, 2)) + "–" + r.l.number(g.Hi, fitDecimals(g.Hi, 2))
		if g.Log != "" {
			posts += r.l.pick(", логарифм", ", logarithm")
		}
	}
	out = append(out, queryRow{"title": title, "weight": n.Weight, "goalposts": posts, "rule": rule, "depth": depth})
	for _, c := range n.Children {
		out = r.branch(c, depth+1, out)
	}
	return out
}
