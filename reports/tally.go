// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"cmp"
	"fmt"
	"html/template"
	"math"
	"slices"
	"strings"

	"osnova/reports/charts"
)

// maxShades is the highest count with a shade of its own; higher ones share it.
const maxShades = 4

// tally sees whether an indicator is a small count: whole numbers, nine of ten communities with at most four.
// Then it gives borders of bands, names and parts of a stack from the highest count down, and rows: the share of communities of each oblast by count; low and high where an oblast has ten.
// For any other indicator it gives nothing.
func (r *renderer) tally(rows []queryRow) queryRow {
	shares, top, small, all := map[string][]float64{}, 0, 0, 0
	for _, x := range rows {
		f, ok := amount(x["value"])
		if !ok || x["is_ranked"] != true {
			continue
		}
		if f != math.Trunc(f) || f < 0 {
			return nil
		}
		all++
		if f <= maxShades {
			small++
		}
		top = max(top, int(min(f, maxShades+1)))
		o := r.in(x, "short")
		if shares[o] == nil {
			shares[o] = make([]float64, maxShades+1)
		}
		shares[o][int(min(f, maxShades))]++
	}
	if top < 2 || small*10 < all*9 {
		return nil
	}
	var names, parts []any
	for k := min(top, maxShades); k >= 0; k-- {
		name := fmt.Sprint(k)
		if k == maxShades && top > maxShades {
			name = r.l.pick("від ", "") + name + r.l.pick("", "+")
		}
		names, parts = append(names, name), append(parts, fmt.Sprint("n", k))
	}
	cuts := make([]float64, min(top, maxShades))
	for k := range cuts {
		cuts[k] = float64(k + 1)
	}
	var table []queryRow
	low, high := 100.0, 0.0
	for o, counts := range shares {
		x, n := queryRow{"label": o}, 0.0
		for _, c := range counts {
			n += c
		}
		for k, c := range counts {
			x[fmt.Sprint("n", k)] = 100 * c / n
		}
		x["some"], x["n"] = 100-100*counts[0]/n, n
		if n < 10 {
			x["label"] = fmt.Sprintf("%s (n = %.0f)", o, n)
		}
		if n >= 10 {
			low, high = min(low, 100-100*counts[0]/n), max(high, 100-100*counts[0]/n)
		}
		table = append(table, x)
	}
	few := func(x queryRow) int {
		if x["n"].(float64) < 10 {
			return 1
		}
		return 0
	}
	slices.SortFunc(table, func(a, b queryRow) int {
		return cmp.Or(few(a)-few(b), cmp.Compare(b["some"].(float64), a["some"].(float64)), strings.Compare(a["label"].(string), b["label"].(string)))
	})
	out := queryRow{"cuts": cuts, "names": names, "parts": parts, "rows": table, "low": nil, "high": nil}
	if low <= high { // else no oblast has ten communities with data
		out["low"], out["high"] = low, high
	}
	return out
}

// shades is the legend of a stack: names from the strongest shade down.
func shades(names ...any) template.HTML {
	if len(names) == 1 {
		if all, ok := names[0].([]any); ok {
			names = all
		}
	}
	var b strings.Builder
	b.WriteString(`<ul class="legend">`)
	for i, name := range names {
		fmt.Fprintf(&b, `<li><i class="swatch" data-band="%d"></i>%s</li>`, charts.Colour(len(names)-1-i, len(names)), template.HTMLEscapeString(fmt.Sprint(name)))
	}
	return template.HTML(b.String() + `</ul>`)
}

// tallyLegend names the bands of a map of counts.
func (r *renderer) tallyLegend(names []any) template.HTML {
	up := slices.Clone(names)
	slices.Reverse(up)
	var b strings.Builder
	b.WriteString(`<ul class="legend ramp">`)
	for i, name := range up {
		fmt.Fprintf(&b, `<li><i class="swatch" data-band="%d"></i>%s</li>`, charts.Colour(i, len(up)), template.HTMLEscapeString(fmt.Sprint(name)))
	}
	return template.HTML(b.String() + r.blanks() + `</ul>`)
}

// occupied is the word for places under occupation: the lists that the words of the real edition name know nothing of an invented country.
func (r *renderer) occupied() string {
	if r.invented() {
		return "occupied_invented"
	}
	return "occupied"
}

// blanks are the entries of a map's legend for places without a value.
func (r *renderer) blanks() string {
	return `<li><i class="swatch" data-band="none"></i>` + r.l.pick("немає даних", "no data") + `</li><li><i class="swatch" data-band="occupied"></i>` +
		r.word("control", r.occupied()) + `</li>`
}
