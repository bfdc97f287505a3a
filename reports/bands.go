// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"osnova/reports/charts"
)

// bandIDs are the bands of a score from the lowest up, as every index declares them.
var bandIDs = []string{"E", "D", "C", "B", "A"}

// bandName says a band, or a run of neighbouring ones such as C–D, in words; of a score that cannot be told apart, that.
func (r *renderer) bandName(band any) string {
	code, _ := band.(string)
	if code == "" || code == "unclear" {
		return r.word("band", "unclear")
	}
	top, low, run := strings.Cut(code, "–")
	if !run {
		return code + ", " + r.word("band", code)
	}
	from, to := slices.Index(bandIDs, low), slices.Index(bandIDs, top)
	if from < 0 || to < from {
		return code
	}
	var words []string
	for k := to; k >= from; k-- {
		words = append(words, r.word("band", bandIDs[k]))
	}
	last := len(words) - 1
	return code + ", " + strings.Join(words[:last], ", ") + r.l.pick(" або ", " or ") + words[last]
}

// bandOrder sorts bands: the middle of the run, 1 to 5; 0 where the score cannot be told apart.
func bandOrder(band any) float64 {
	code, _ := band.(string)
	top, low, run := strings.Cut(code, "–")
	if !run {
		low = top
	}
	return float64(slices.Index(bandIDs, top)+slices.Index(bandIDs, low)+2) / 2
}

// bandMap draws units by the lowest band of their run, wants the columns of mapChart with band, band_low and band_share; what cannot be told
// apart is grey.
func (r *renderer) bandMap(outline string, rows []queryRow) (charts.Options, error) {
	if len(rows) == 0 {
		return charts.Options{}, nil
	}
	places := make([]charts.Place, len(rows))
	for i, x := range rows {
		p := charts.Place{Code: r.label(x, "code"), Label: r.label(x, "title"), URL: r.to(x)}
		low, _ := x["band_low"].(string)
		at := float64(slices.Index(bandIDs, low) + 1)
		switch {
		case x["occupied"] == true:
			p.Fill, p.Note = "occupied", r.word("control", r.occupied())
		case x["band"] == nil || at == 0:
			p.Note = r.l.pick("немає даних", "no data")
		case x["unranked_reason"] == "withheld":
			p.Note = r.word("unranked", "withheld")
		case x["band"] == "unclear":
			p.Fill, p.Note = "grey", r.bandName(x["band"])
		default:
			p.Value, p.Tip = &at, []string{r.bandName(x["band"])}
			if share, ok := amount(x["band_share"]); ok {
				p.Note = r.l.percent(share, 0) + r.l.pick(" спроб", " of trials")
			}
		}
		places[i] = p
	}
	return charts.Choropleth(outline, places, []float64{1.5, 2.5, 3.5, 4.5}, false)
}

// bandLegend names the bands of a map of bands.
func (r *renderer) bandLegend() template.HTML {
	var b strings.Builder
	b.WriteString(`<ul class="legend">`)
	for k, id := range bandIDs {
		fmt.Fprintf(&b, `<li><i class="swatch" data-band="%d"></i>%s %s</li>`, k+1, id, template.HTMLEscapeString(r.word("band", id)))
	}
	fmt.Fprintf(&b, `<li><i class="swatch" data-band="unclear"></i>%s</li>`, template.HTMLEscapeString(r.word("band", "unclear")))
	return template.HTML(b.String() + r.blanks() + `</ul>`)
}
