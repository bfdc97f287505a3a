// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"fmt"
	"html/template"
	"strings"
)

// indicatorRows writes the rows of a community's table of indicators: value, oblast, country, unit, year.
// It stands in Go because every community has some twenty-five of them: written by a template they took half the time of all pages.
func (r *renderer) indicatorRows(rows []queryRow) (template.HTML, error) {
	var out strings.Builder
	number := func(v any, decimals int) {
		out.WriteString(string(r.cell(v, 1, func(f float64) string { return r.l.number(f, fitDecimals(f, decimals)) })))
	}
	share := func(v any) {
		out.WriteString(string(r.cell(v, 1, func(f float64) string { return r.l.percent(f/100, 0) })))
	}
	for _, x := range rows {
		i := r.indicator(x["indicator_id"])
		if i == nil {
			return "", fmt.Errorf("no indicator %v is declared", x["indicator_id"])
		}
		address, err := r.link("indicator", x)
		if err != nil {
			return "", err
		}
		out.WriteString(`<tr><th scope="row"><a href="` + template.HTMLEscapeString(address) + `">` + template.HTMLEscapeString(i.Short.In(string(r.l))) + `</a></th>`)
		unit := i.Unit.In(string(r.l))
		least := func(column string, format func(float64) string) {
			out.WriteString(string(r.cell(x[column], 1, func(f float64) string { return "≥" + noBreakSpace + format(f) })))
		}
		if i.LowerBound() {
			format := func(f float64) string { return r.l.number(f, fitDecimals(f, i.Decimals)) }
			oblast, country := "oblast_least", "country_least"
			if binary(i) {
				format = func(f float64) string { return r.l.percent(f/100, 0) }
				oblast, country = "oblast_share_least", "country_share_least"
				unit = r.l.pick("так чи ні; % громад", "yes or no; % of communities")
			}
			if _, ok := amount(x["value"]); binary(i) && ok {
				out.WriteString(strings.Replace(string(r.yesno(true)), "<td", `<td class="num"`, 1))
			} else {
				least("value", format)
			}
			least(oblast, format)
			least(country, format)
		} else if binary(i) {
			var has any
			if f, ok := amount(x["value"]); ok {
				has = f > 0
			}
			out.WriteString(strings.Replace(string(r.yesno(has)), "<td", `<td class="num"`, 1))
			share(x["oblast_share"])
			share(x["country_mean"])
			unit = r.l.pick("так чи ні; % громад", "yes or no; % of communities")
		} else {
			if x["obs_status"] == "n" && x["value"] == nil {
				out.WriteString(`<td class="num" data-value=""><span class="unknown">` + template.HTMLEscapeString(r.word("obs_status", "n")) + `</span></td>`)
			} else {
				number(x["value"], i.Decimals)
			}
			number(x["oblast"], i.Decimals)
			number(x["country"], i.Decimals)
		}
		out.WriteString(`<td>` + template.HTMLEscapeString(unit) + `</td><td>` + template.HTMLEscapeString(r.date(x["period"])) + "</td></tr>\n")
	}
	return template.HTML(out.String()), nil
}
