// SPDX-License-Identifier: Apache-2.0

package charts

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func p(v float64) *float64 { return &v }

// every builds each kind of chart with the text given wherever a text can stand.
func every(t interface{ Fatal(...any) }, text string) map[string]Options {
	out := map[string]Options{}
	add := func(kind string, o Options, err error) {
		if err != nil {
			t.Fatal(kind, err)
		}
		out[kind] = o
	}
	axis := Axis{Format: "number1"}
	o, err := Choropleth(text, []Place{{Code: text, Label: text, Note: text, URL: "uk/x.html"}, {Code: "UA1", Value: p(3)}, {Code: "UA2", Fill: "occupied"}}, []float64{1, 2, 3, 4}, false)
	add("map", o, err)
	o, err = Categories(text, []Place{{Code: text, Label: text, Note: text, Value: p(1)}, {Code: "UA1", Value: p(3)}}, 3)
	add("categories", o, err)
	o, err = Waterfall([]WaterfallRow{{Label: text, Upper: 100, Total: true, Words: text}, {Label: "b", Upper: 100, Lower: 60, Words: "−40"}}, axis)
	add("waterfall", o, err)
	o, err = Ranking([]RankingDot{{Label: text, Value: 1, Low: p(0.5), High: p(2), Note: text}, {Label: "b", Value: 2, Focus: true}}, axis)
	add("dots", o, err)
	o, err = Strip([]Group{{Name: text, Members: []Member{{Label: text, Value: 4}}, Median: p(4)}}, axis)
	add("strip", o, err)
	o, err = BarChart([]BarRow{{Label: text, Value: 1, Note: text}}, axis)
	add("bars", o, err)
	o, err = Dumbbell([]DumbbellRow{{Label: text, A: 1, B: 2}}, text, text, axis)
	add("dumbbell", o, err)
	o, err = Stacked([]Stack{{Label: text, Parts: []float64{1, 2}}}, []string{text, "b"}, axis)
	add("stacked", o, err)
	o, err = Lines([]string{text, "2025"}, []Series{{Name: text, Values: []*float64{p(1), nil}, Focus: true}, {Name: "b", Values: []*float64{nil, p(2)}}}, axis)
	add("lines", o, err)
	o, err = Lorenz([]Curve{{Name: text, Points: [][2]float64{{0, 0}, {0.5, 0.2}, {1, 1}}}}, text)
	add("lorenz", o, err)
	o, err = Scatter([]Point{{Label: text, X: 1, Y: 2, Focus: true}}, 1, 1, [4]string{text, "b", "", "d"}, axis, axis)
	add("scatter", o, err)
	o, err = Heatmap([]string{text, "b"}, []Cell{{Column: 0, Row: 1, Value: -0.7, Note: text}})
	add("heat", o, err)
	o, err = RankBand([]Ranked{{Label: text, Rank: 1, Low: 1, Mid: 1.5, High: 3, Note: text}})
	add("rankband", o, err)
	o, err = Histogram([]HistogramBin{{Low: 0, High: 0.5, N: 3}}, 1, true)
	add("histogram", o, err)
	return out
}

func TestHostileNames(t *testing.T) {
	for _, text := range []string{
		"</script><img src=x onerror=alert(1)>", "__f__alert(1)__f__", "__f____f__alert(1)", "__f__f____", "\u202eмуктаз", "=cmd()", "<!--<script>", "a\u2028b", "\x00",
	} {
		for kind, o := range every(t, text) {
			if bytes.ContainsAny(o.JSON, "<>&\u2028\u202e") || bytes.Contains(o.JSON, []byte("__f__")) {
				t.Errorf("%s lets %q through: %s", kind, text, o.JSON)
			}
			if !json.Valid(o.JSON) {
				t.Errorf("%s: not JSON: %s", kind, o.JSON)
			}
		}
	}
}

func TestHostileNamesAtRandom(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("_f<>/script&'\"=`ї\u202e\u200f{}$@ "))).Draw(r, "text")
		for kind, o := range every(r, text) {
			if bytes.ContainsAny(o.JSON, "<>&") || bytes.Contains(o.JSON, []byte("__f__")) || !json.Valid(o.JSON) {
				r.Fatalf("%s lets %q through", kind, text)
			}
		}
	})
}

// Only names that the site's script knows stand where it looks for functions.
func TestFormattersAreKnown(t *testing.T) {
	known := map[string]bool{"@intervalH": true, "@intervalV": true, "@dumbbell": true, "@band": true, "{a}": true}
	for f := range Formats {
		known["@"+f] = true
	}
	for kind, o := range every(t, "@alert") {
		var tree any
		if err := json.Unmarshal(o.JSON, &tree); err != nil {
			t.Fatal(err)
		}
		walk(tree, func(key string, value any) {
			if key == "formatter" || key == "renderItem" || key == "valueFormatter" {
				if s, ok := value.(string); !ok || !known[s] {
					t.Errorf("%s: %s is %v", kind, key, value)
				}
			}
		})
	}
	if _, err := BarChart([]BarRow{{Label: "a", Value: 1}}, Axis{Format: "function(){}"}); err == nil {
		t.Error("an unknown formatter passes")
	}
}

func walk(node any, visit func(key string, value any)) {
	switch n := node.(type) {
	case map[string]any:
		for k, v := range n {
			visit(k, v)
			walk(v, visit)
		}
	case []any:
		for _, v := range n {
			walk(v, visit)
		}
	}
}

func TestSameBytesTwice(t *testing.T) {
	a, b := every(t, "Вінницька"), every(t, "Вінницька")
	for kind := range a {
		if !bytes.Equal(a[kind].JSON, b[kind].JSON) {
			t.Errorf("%s differs between two runs", kind)
		}
	}
}

func TestMapBands(t *testing.T) {
	o, err := Choropleth("ua-hromada", []Place{{Code: "UA1", Label: "А", Value: p(0)}, {Code: "UA2", Label: "Б"}, {Code: "UA3", Fill: "occupied", Note: "тимчасово окуповано"}}, []float64{20, 40, 60, 80}, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"map":"ua-hromada"`, `{"name":"UA1","label":"А","value":0}`, `"areaColor":"$hatch"`, `"areaColor":"$occupied"`, `"lt":20,"color":"$seq1"`, `"gte":80,"color":"$seq5"`} {
		if !strings.Contains(string(o.JSON), want) {
			t.Errorf("%s is not in %s", want, o.JSON)
		}
	}
	for i, v := range []float64{0, 20, 39.9, 60, 100} {
		if got, want := Band(v, []float64{20, 40, 60, 80}), []int{1, 2, 2, 4, 5}[i]; got != want {
			t.Errorf("%g lies in band %d, want %d", v, got, want)
		}
	}
}

// The strongest opposition is the last diverging colour, agreement the first, nothing the middle.
func TestHeatBands(t *testing.T) {
	if o := every(t, "x")["heat"]; strings.Count(string(o.JSON), `"data":["x","b"]`) != 2 || !strings.Contains(string(o.JSON), `"lt":-0.6`) || !strings.Contains(string(o.JSON), `"value":[0,1,-0.7]`) {
		t.Errorf("heat is %s", o.JSON)
	} else {
		for _, border := range []string{`"lt":-0.6`, `"gte":-0.6`, `"lt":-0.2`, `"gte":-0.2`, `"lt":0.2`, `"gte":0.2`, `"lt":0.6`, `"gte":0.6`} {
			if strings.Count(string(o.JSON), border) != 1 {
				t.Errorf("%s is not the border of one band: %s", border, o.JSON)
			}
		}
	}
}

func TestBreaksStayBreaks(t *testing.T) {
	o := every(t, "x")["lines"]
	if !strings.Contains(string(o.JSON), `[1,null]`) {
		t.Errorf("the gap is closed: %s", o.JSON)
	}
}

// TestDodge: dots that would cover each other stand in different lanes, others stay on the line.
func TestDodge(t *testing.T) {
	got := dodge([]Member{{Value: 5}, {Value: 1}, {Value: 1}, {Value: 1.05}}, 0.1)
	if got[0] != nil || got[1] != nil || got[2] == nil || got[3] == nil || got[2][1] == got[3][1] {
		t.Errorf("dodge gave %v", got)
	}
}

// TestWaterfall: a step hangs where the one before it ended, a total stands on zero, and what carries a step has no colour.
func TestWaterfall(t *testing.T) {
	o, err := Waterfall([]WaterfallRow{{Label: "all", Upper: 100, Total: true}, {Label: "a", Upper: 100, Lower: 60}, {Label: "left", Upper: 60, Total: true}}, Axis{})
	if err != nil {
		t.Fatal(err)
	}
	var drawn struct {
		Series []struct {
			Stack     string
			ItemStyle struct{ Color string }
			Data      []struct{ Value float64 }
		}
	}
	if err := json.Unmarshal(o.JSON, &drawn); err != nil || len(drawn.Series) != 2 {
		t.Fatalf("%v %s", err, o.JSON)
	}
	base, size := drawn.Series[0], drawn.Series[1]
	if base.ItemStyle.Color != "transparent" || base.Stack != size.Stack || base.Data[0].Value != 0 || base.Data[1].Value != 60 || size.Data[1].Value != 40 || size.Data[2].Value != 60 {
		t.Errorf("base %+v, size %+v", base, size)
	}
}

// TestCleanMarkParted: a mark for code that hidden letters part does not come together when they go.
func TestCleanMarkParted(t *testing.T) {
	for text, want := range map[string]string{"__f_\u202e_": "", "__\u200ff__Київ": "Київ", "__f____f__": "", "__f\u202a__f__\u202a__": "f____", "a_f_": "a_f_"} {
		if got := Clean(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
