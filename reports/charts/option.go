// SPDX-License-Identifier: Apache-2.0

package charts

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"unicode"

	gocharts "github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"
)

// Options is one chart as JSON, safe inside <script type="application/json">: <, > and & are escaped.
type Options struct {
	JSON   []byte
	Height int // pixels that the chart asks for; 0: the script's default
}

// Axis says how far a value axis reaches and how its labels are written.
type Axis struct {
	Min, Max *float64
	Format   string // a name that the site's script knows, such as number0; empty: number0
}

// Formats are the formatter names that the site's script knows. Any other is refused.
var Formats = map[string]bool{
	"number0": true, "number1": true, "number2": true, "percent0": true, "percent1": true, "share0": true, "share1": true,
	"signed0": true, "signed1": true, "compact": true, "money0": true, "year": true, "name": true, "short": true, "wrap": true,
}

// datum is one datum as the site's script reads it.
type datum struct {
	Name      string          `json:"name,omitempty"`
	Label     string          `json:"label,omitempty"`
	Value     any             `json:"value,omitempty"`
	Note      string          `json:"note,omitempty"`
	Tip       []string        `json:"tip,omitempty"`
	URL       string          `json:"url,omitempty"`
	ItemStyle *opts.ItemStyle `json:"itemStyle,omitempty"`
	Offset    []int           `json:"symbolOffset,omitempty"` // pixels aside of the value
}

// Clean makes a text harmless as a name: control and direction marks go, and the mark that go-echarts takes for code.
func Clean(text string) string {
	if strings.ContainsFunc(text, hidden) {
		text = strings.Map(func(r rune) rune {
			if hidden(r) {
				return -1
			}
			return r
		}, text)
	}
	for strings.Contains(text, "__f__") { // last: a hidden letter may part the mark
		text = strings.ReplaceAll(text, "__f__", "")
	}
	return text
}

func hidden(r rune) bool {
	return unicode.IsControl(r) || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0x200E || r == 0x200F || r == 0x061C || r == 0xFEFF
}

func cleaned(texts []string) []string {
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = Clean(t)
	}
	return out
}

// round keeps four significant decimals, which is more than a screen shows and far less than a float prints.
func round(v float64) float64 { return math.Round(v*1e4) / 1e4 }

type chart interface {
	Validate()
	JSON() map[string]any
}

// keptOptions are the parts of go-echarts' options that the site's script does not set itself.
var keptOptions = []string{"series", "xAxis", "yAxis", "grid", "visualMap"}

func build(c chart, height int) (Options, error) {
	c.Validate()
	all, some := c.JSON(), map[string]any{}
	for _, k := range keptOptions {
		v, ok := all[k]
		if !ok {
			continue
		}
		// The site's script widens a single grid for the names at the ends of lines; it does not look into lists.
		if grids, one := v.([]opts.Grid); one && len(grids) == 1 {
			v = grids[0]
		}
		some[k] = v
	}
	body, err := json.Marshal(some)
	if err != nil {
		return Options{}, fmt.Errorf("chart options: %w", err)
	}
	if bytes.Contains(body, []byte("__f__")) {
		return Options{}, fmt.Errorf("chart options hold go-echarts' mark for code")
	}
	return Options{JSON: body, Height: height}, nil
}

func (a Axis) formatter() (*opts.AxisLabel, error) {
	f := a.Format
	if f == "" {
		f = "number0"
	}
	if !Formats[f] {
		return nil, fmt.Errorf("unknown formatter %q: the site's script has none of this name", f)
	}
	return &opts.AxisLabel{Show: opts.Bool(true), Formatter: types.FuncStr("@" + f)}, nil
}

func (a Axis) ends() (lo, hi any) {
	if a.Min != nil {
		lo = round(*a.Min)
	}
	if a.Max != nil {
		hi = round(*a.Max)
	}
	return lo, hi
}

// across is a value axis lying down.
func (a Axis) across() (opts.XAxis, error) {
	label, err := a.formatter()
	lo, hi := a.ends()
	return opts.XAxis{Type: "value", Min: lo, Max: hi, AxisLabel: label}, err
}

// up is a value axis standing.
func (a Axis) up() (opts.YAxis, error) {
	label, err := a.formatter()
	lo, hi := a.ends()
	return opts.YAxis{Type: "value", Min: lo, Max: hi, AxisLabel: label}, err
}

// names is a category axis standing, first name on top.
func names(labels []string) opts.YAxis {
	return opts.YAxis{Type: "category", Inverse: opts.Bool(true), Data: cleaned(labels), AxisLabel: &opts.AxisLabel{Show: opts.Bool(true), Interval: "0", Formatter: "@short"}}
}

// rowChart is a chart of horizontal rows: names on the left, values across.
func rowChart(labels []string, axis Axis) (*gocharts.Custom, error) {
	x, err := axis.across()
	if err != nil {
		return nil, err
	}
	c := gocharts.NewCustom()
	c.SetGlobalOptions(gocharts.WithXAxisOpts(x), gocharts.WithYAxisOpts(names(labels)),
		gocharts.WithGridOpts(opts.Grid{Left: "16", Right: "28", Top: "8", Bottom: "8", ContainLabel: opts.Bool(true)}))
	return c, nil
}

func colour(token string) *opts.ItemStyle { return &opts.ItemStyle{Color: token} }

func rowHeight(n, each int) int { return max(160, 56+n*each) }
