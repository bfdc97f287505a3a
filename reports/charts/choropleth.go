// SPDX-License-Identifier: Apache-2.0

package charts

import (
	"strconv"

	gocharts "github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Place is one unit of a map.
type Place struct {
	Code  string // key of the outline
	Label string
	Value *float64 // nil: unknown
	Fill  string   // for a unit without a value: "occupied", "grey" or "" (hatch)
	Note  string   // words in place of a value
	Tip   []string // words of the tooltip in place of the value
	URL   string   // from the site root
}

// Choropleth draws units of the outline named (such as ua-hromada) in at most five bands; cuts are the inner borders, rising.
// A diverging map has its middle band around a stated midpoint.
func Choropleth(outline string, places []Place, cuts []float64, diverging bool) (Options, error) {
	token := "$seq"
	if diverging {
		token = "$div"
	}
	return drawMap(outline, places, cuts, func(i int) string { return token + strconv.Itoa(Colour(i, len(cuts)+1)) })
}

// Categories draws units of the outline by a category of theirs, numbered from 1, at most six.
func Categories(outline string, places []Place, count int) (Options, error) {
	var cuts []float64
	for k := 1; k < count; k++ {
		cuts = append(cuts, float64(k)+0.5)
	}
	return drawMap(outline, places, cuts, func(i int) string { return "$cat" + strconv.Itoa(i+1) })
}

func drawMap(outline string, places []Place, cuts []float64, colourOf func(band int) string) (Options, error) {
	data := make([]datum, len(places))
	for i, p := range places {
		d := datum{Name: Clean(p.Code), Label: Clean(p.Label), URL: p.URL, Note: Clean(p.Note)}
		switch {
		case p.Value != nil:
			d.Value, d.Tip = round(*p.Value), p.Tip
		case p.Fill == "occupied", p.Fill == "grey":
			d.ItemStyle = &opts.ItemStyle{AreaColor: "$" + p.Fill}
		default:
			d.ItemStyle = &opts.ItemStyle{AreaColor: "$hatch"}
		}
		data[i] = d
	}
	bands := len(cuts) + 1
	pieces := make([]opts.Piece, 0, bands)
	for i := range bands {
		p := opts.Piece{Color: colourOf(i)}
		if i > 0 {
			p.Gte = float32(cuts[i-1])
		}
		if i < len(cuts) {
			p.Lt = float32(cuts[i])
		}
		pieces = append(pieces, p)
	}
	c := gocharts.NewMap()
	c.RegisterMapType(Clean(outline))
	c.AddSeries("", nil, gocharts.WithSeriesOpts(func(s *gocharts.SingleSeries) { s.Data = data }))
	if len(cuts) > 0 {
		c.SetGlobalOptions(gocharts.WithVisualMapOpts(opts.VisualMap{Type: "piecewise", Show: opts.Bool(false), Pieces: pieces}))
	}
	return build(c, 0)
}

// Colour is the colour, 1 to 5, of the i-th of bands: fewer than five are spread over the five colours.
func Colour(i, bands int) int {
	if bands <= 1 {
		return 3
	}
	return i*4/(bands-1) + 1
}

// Band tells in which band, 1 to 5, a value lies; cuts as in Map.
func Band(value float64, cuts []float64) int {
	i := 0
	for i < len(cuts) && value >= cuts[i] {
		i++
	}
	return Colour(i, len(cuts)+1)
}
