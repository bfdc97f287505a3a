// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"fmt"
	"html/template"
	"math"
	"strconv"
	"strings"

	"osnova/reports/charts"
)

// marks write small pieces of HTML that tables repeat thousands of times: cells, dots, bars, strips, swatches.
func (r *renderer) marks() template.FuncMap {
	l := r.l
	return template.FuncMap{
		"td": func(v any, decimals int) template.HTML {
			return r.cell(v, 1, func(f float64) string { return l.number(f, decimals) })
		},
		"tdPercent": func(v any, decimals int) template.HTML {
			return r.cell(v, 100, func(f float64) string { return l.percent(f, decimals) })
		},
		"tdFit": func(v any, decimals int) template.HTML {
			return r.cell(v, 1, func(f float64) string { return l.number(f, fitDecimals(f, decimals)) })
		},
		"yesnoNum": func(v any) template.HTML {
			return template.HTML(strings.Replace(string(r.yesno(v)), "<td", `<td class="num"`, 1))
		},
		"tdUnit": func(v any) template.HTML { return r.cell(v, 1, func(f float64) string { return l.percent(f/100, 0) }) },
		// stageCell is a share of a row, darker where it is larger; beyond the stages that make sense there is none.
		"stageCell": func(v any) template.HTML {
			f, ok := amount(v)
			if !ok {
				return template.HTML(`<td data-value=""><span class="visually-hidden">` + l.pick("не має сенсу", "makes no sense") + `</span></td>`)
			}
			return template.HTML(fmt.Sprintf(`<td data-value="%s" data-band="%d">%s</td>`, rawNumber(v), charts.Band(f, []float64{0.05, 0.15, 0.3, 0.5}), template.HTMLEscapeString(l.percent(f, 0))))
		},
		"tdMoney": func(v any) template.HTML { return r.cell(v, 1, l.money) },
		"tdSigned": func(v any, decimals int) template.HTML {
			return r.cell(v, 1, func(f float64) string { return l.signed(f, decimals) })
		},
		"value": func(v any, decimals int) template.HTML {
			return r.orUnknown(v, func(f float64) string { return l.number(f, decimals) })
		},
		"share": func(v any, decimals int) template.HTML {
			return r.orUnknown(v, func(f float64) string { return l.percent(f, decimals) })
		},
		"tdOf": r.cellOf, "yesno": r.yesno, "indicatorRows": r.indicatorRows,
		"dotplot": r.dotplot, "bar": barMark, "strip": r.strip, "band": bandOf, "cuts": bandBorders, "legend": r.legend, "unknown": r.unknown,
	}
}

// unknown says in words why a value is missing.
func (r *renderer) unknown(uk, en string) template.HTML {
	return template.HTML(`<span class="unknown">` + template.HTMLEscapeString(r.l.pick("невідомо: "+uk, "unknown: "+en)) + `</span>`)
}

func (r *renderer) orUnknown(v any, write func(float64) string) template.HTML {
	if f, ok := amount(v); ok {
		return template.HTML(write(f))
	}
	return template.HTML(`<span class="unknown">` + r.l.pick("невідомо", "unknown") + `</span>`)
}

// cell is a number cell of a table: the raw number for sorting, the written one for reading.
func (r *renderer) cell(v any, factor float64, write func(float64) string) template.HTML {
	f, ok := amount(v)
	if !ok {
		return template.HTML(`<td class="num" data-value=""><span class="unknown">` + r.l.pick("невідомо", "unknown") + `</span></td>`)
	}
	return template.HTML(`<td class="num" data-value="` + rawNumber(f*factor) + `">` + write(f) + `</td>`)
}

// cellOf is a cell for a score with the number of points it rests on and of all that could be scored.
func (r *renderer) cellOf(v, scored, all any) template.HTML {
	cell := r.cell(v, 1, func(f float64) string { return r.l.number(f, 1) })
	s, okS := amount(scored)
	a, okA := amount(all)
	if _, ok := amount(v); !ok || !okS || !okA {
		return cell
	}
	of := fmt.Sprintf(` <span class="meta">(%s %s %s)</span></td>`, r.l.number(s, 0), r.l.pick("із", "of"), r.l.number(a, 0))
	return template.HTML(strings.TrimSuffix(string(cell), "</td>") + of)
}

// yesno is a cell for a fact that is true, false or unknown.
func (r *renderer) yesno(v any) template.HTML {
	switch v {
	case true:
		return template.HTML(`<td data-value="1"><span class="tag tag-good">` + r.l.pick("так", "yes") + `</span></td>`)
	case false:
		return template.HTML(`<td data-value="0"><span class="tag tag-muted">` + r.l.pick("ні", "no") + `</span></td>`)
	}
	return template.HTML(`<td data-value=""><span class="unknown">` + r.l.pick("невідомо", "unknown") + `</span></td>`)
}

// rawNumber writes a number for machines, with at most six decimals.
func rawNumber(v any) string {
	f, ok := amount(v)
	if !ok {
		return ""
	}
	text := strconv.FormatFloat(f, 'f', 6, 64)
	text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	if text == "-0" {
		return "0"
	}
	return text
}

// place is where v lies between lo and hi, 0 to 100, for a custom property.
func place(v, lo, hi float64) string {
	if hi <= lo {
		return "50"
	}
	return strconv.FormatFloat(min(100, max(0, (v-lo)/(hi-lo)*100)), 'f', 1, 64)
}

// dotplot is a dot on an axis from lo to hi; low and high, when known, are its interval.
func (r *renderer) dotplot(v, lo, hi any, decimals int, interval ...any) template.HTML {
	f, ok := amount(v)
	a, _ := amount(lo)
	b, _ := amount(hi)
	if !ok {
		return ""
	}
	style, label, class := `--v:`+place(f, a, b), r.l.number(f, decimals), "dotplot no-interval"
	if len(interval) == 2 {
		x, okX := amount(interval[0])
		y, okY := amount(interval[1])
		if okX && okY {
			style += `;--lo:` + place(x, a, b) + `;--hi:` + place(y, a, b)
			label += r.l.pick("; інтервал ", "; interval ") + r.l.number(x, decimals) + "–" + r.l.number(y, decimals)
			class = "dotplot"
		}
	}
	return template.HTML(`<span class="` + class + `" style="` + style + `" role="img" aria-label="` + label + `"></span>`)
}

// barMark is a bar from zero, hi being its full length.
func barMark(v, hi any) template.HTML {
	f, ok := amount(v)
	b, _ := amount(hi)
	if !ok {
		return ""
	}
	return template.HTML(`<span class="bar" style="--v:` + place(f, 0, b) + `"></span>`)
}

// strip is the line of one indicator: the value, the median of its oblast and that of the country, as far as known.
func (r *renderer) strip(v, oblast, country, lo, hi any, decimals int) template.HTML {
	a, _ := amount(lo)
	b, _ := amount(hi)
	var style, marks, label []string
	add := func(v any, property, class, uk, en string) {
		f, ok := amount(v)
		if !ok {
			return
		}
		style = append(style, "--"+property+":"+place(f, a, b))
		marks = append(marks, `<i class="`+class+`"></i>`)
		label = append(label, r.l.pick(uk, en)+r.l.number(f, decimals))
	}
	add(oblast, "oblast", "oblast", "медіана області ", "oblast median ")
	add(country, "country", "country", "медіана країни ", "country median ")
	add(v, "v", "value", "громада ", "community ")
	return template.HTML(`<div class="strip-plot" style="` + strings.Join(style, ";") + `" role="img" aria-label="` + strings.Join(label, "; ") + `">` + strings.Join(marks, "") + `</div>`)
}

// bandBorders are the inner borders of bands, rising.
func bandBorders(borders ...any) []float64 {
	out := make([]float64, 0, len(borders))
	for _, b := range borders {
		if f, ok := amount(b); ok && (len(out) == 0 || f > out[len(out)-1]) {
			out = append(out, f)
		}
	}
	return out
}

// bandOf is the band of a tile: 1 to 5, "none" for an unknown value.
func bandOf(v any, borders []float64) string {
	f, ok := amount(v)
	if !ok {
		return "none"
	}
	return strconv.Itoa(charts.Band(f, borders))
}

// legend names the bands of a map; factor and unit are for writing the borders (100 and % for shares).
func (r *renderer) legend(borders []float64, decimals int, factor float64, unit string) template.HTML {
	var b strings.Builder
	class := "legend ramp"
	if len(borders) > 0 && borders[len(borders)-1]*factor >= 1000 {
		class = "legend" // borders of four digits do not fit under a joined ramp
	}
	b.WriteString(`<ul class="` + class + `">`)
	num := func(f float64) string { return r.l.number(f*factor, fitDecimals(f*factor, decimals)) }
	entry := func(band, text string) {
		b.WriteString(`<li><i class="swatch" data-band="` + band + `"></i>` + template.HTMLEscapeString(text) + `</li>`)
	}
	if unit != "" {
		unit = noBreakSpace + unit
	}
	for i := range len(borders) + 1 {
		colour := strconv.Itoa(charts.Colour(i, len(borders)+1))
		switch {
		case len(borders) == 0:
		case i == 0:
			entry(colour, r.l.pick("до"+noBreakSpace, "<")+num(borders[0])+unit)
		case i == len(borders):
			entry(colour, r.l.pick("від"+noBreakSpace, "")+num(borders[i-1])+r.l.pick("", "+")+unit)
		default:
			entry(colour, num(borders[i-1])+"–"+num(borders[i])+unit)
		}
	}
	b.WriteString(r.blanks() + `</ul>`)
	return template.HTML(b.String())
}

// fitDecimals drops decimals that a whole number does not need.
func fitDecimals(v float64, decimals int) int {
	if v == math.Trunc(v) {
		return 0
	}
	return decimals
}
