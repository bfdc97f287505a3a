// SPDX-License-Identifier: Apache-2.0

package survey

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"osnova/metrics/frame"
	"osnova/metrics/statistics"
)

// made is a random survey: items asked twice, gaps in the data, units, weights.
type made struct {
	items, responses string
	rows             []string
	header           string
	k, n             int
}

func survey(t *rapid.T) made {
	m := made{k: rapid.IntRange(1, 7).Draw(t, "items"), n: rapid.IntRange(1, 60).Draw(t, "n")}
	m.items, m.header = "item,dimension,perception,expectation\n", "unit,weight"
	for i := range m.k {
		m.items += fmt.Sprintf("i%d,D%d,p%[1]d,e%[1]d\n", i, i%3)
		m.header += fmt.Sprintf(",p%d,e%[1]d", i)
	}
	for range m.n {
		row := fmt.Sprintf("u%d,%d", rapid.IntRange(0, 2).Draw(t, "unit"), rapid.IntRange(1, 4).Draw(t, "weight"))
		for range 2 * m.k {
			row += ","
			if v := rapid.IntRange(0, 7).Draw(t, "answer"); v > 0 {
				row += strconv.Itoa(v)
			}
		}
		m.rows = append(m.rows, row)
	}
	m.responses = m.header + "\n" + strings.Join(m.rows, "\n") + "\n"
	return m
}

func run(t *rapid.T, items, responses string, f Fields, set Settings) *Result {
	s, err := load(items, responses, nil, f)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Analyse(context.Background(), s, set)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func near9(a, b float64) bool {
	return math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) <= 1e-9*max(1, math.Abs(a))
}

// TestMeasures: bounds; the order of respondents does not matter; a weight of w is w
// respondents; units add up to the whole; α is that of package statistics.
func TestMeasures(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := survey(t)
		set := Settings{NoSuppress: true}
		r := run(t, m.items, m.responses, Fields{Unit: "unit", Weight: "weight"}, set)
		slices.Reverse(m.rows)
		turned := run(t, m.items, m.header+"\n"+strings.Join(m.rows, "\n")+"\n", Fields{Weight: "weight"}, set)
		var copies []string
		for _, row := range m.rows {
			for range int(strings.Split(row, ",")[1][0] - '0') {
				copies = append(copies, row)
			}
		}
		copied := run(t, m.items, m.header+"\n"+strings.Join(copies, "\n")+"\n", Fields{}, set)
		for i, o := range r.Overall {
			if !near9(o.Value, turned.Overall[i].Value) || !near9(o.Value, copied.Overall[i].Value) {
				t.Fatalf("%s: %v, turned %v, copied %v", o.Name, o.Value, turned.Overall[i].Value, copied.Overall[i].Value)
			}
			if o.NEff > float64(o.N)+1e-9 {
				t.Fatalf("%s: n_eff %v of %d", o.Name, o.NEff, o.N)
			}
		}
		if v := r.metric("servqual").Value; math.Abs(v) > 6 {
			t.Fatalf("servqual %v", v)
		}
		if v := r.metric("servperf").Value; v < 1 || v > 7 {
			t.Fatalf("servperf %v", v)
		}
		if v := r.metric("s_index").Value; v < 0 || v > 100 {
			t.Fatalf("S %v", v)
		}
		sum, weight, n := 0.0, 0.0, 0
		for _, u := range r.Units {
			sum += u.sums[0]
			weight += u.sums[1]
			n += u.N
		}
		if n != r.metric("servqual").N || !near9(sum/weight, r.metric("servqual").Value) {
			t.Fatalf("units make %v of %d, the whole is %v", sum/weight, n, r.metric("servqual"))
		}
		for d, dim := range r.Dimensions {
			var columns [][]float64
			for i := d; i < m.k; i += 3 {
				var column []float64
				for _, row := range m.rows {
					v, _ := frame.Number(strings.Split(row, ",")[2+2*i])
					column = append(column, v)
				}
				columns = append(columns, column)
			}
			alpha, rows := statistics.Alpha(columns)
			if omega := statistics.Omega(columns); !(near9(alpha, dim.AlphaP) || math.Abs(alpha-dim.AlphaP) <= 1e-9*alpha*alpha) || rows != dim.NAlphaP || !(near9(omega, dim.Omega) || math.Abs(omega-dim.Omega) < 1e-6) {
				t.Fatalf("α %v of %d, want %v of %d; ω %v, want %v", dim.AlphaP, dim.NAlphaP, alpha, rows, dim.Omega, omega)
			}
		}
	})
}

// TestSame: equal input gives equal files on one core and on several, and an
// interval encloses its value.
func TestSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := survey(t)
		set := Settings{NoSuppress: true, Replicates: 50, Edition: "e", Compare: rapid.SampledFrom([]string{"none", "rest", "pairs"}).Draw(t, "compare")}
		a := run(t, m.items, m.responses, Fields{Unit: "unit", Weight: "weight"}, set).Files()
		before := runtime.GOMAXPROCS(1)
		b := run(t, m.items, m.responses, Fields{Unit: "unit", Weight: "weight"}, set).Files()
		runtime.GOMAXPROCS(before)
		if d := cmp.Diff(a, b); d != "" {
			t.Fatal(d)
		}
		for name, body := range a {
			if strings.Contains(string(body), "NaN") || strings.Contains(string(body), "Inf") {
				t.Fatalf("%s: %s", name, body)
			}
			if _, err := frame.Read(name, strings.NewReader(string(body))); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// TestRake: the shares of every margin are those of the population, and the mean is 1.
func TestRake(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(12, 80).Draw(t, "n")
		base := make([]float64, n)
		cells := [][]int32{make([]int32, n), make([]int32, n)}
		for i := range n {
			base[i] = float64(rapid.IntRange(1, 5).Draw(t, "base"))
			cells[0][i], cells[1][i] = int32(i%3), int32(i/3%2) // every pair is there, so that a fit exists
		}
		margins := make([]Margin, 2)
		for k, size := range []int{3, 2} {
			for range size {
				margins[k].Population = append(margins[k].Population, float64(rapid.IntRange(1, 1000).Draw(t, "population")))
				margins[k].Cells = append(margins[k].Cells, "")
			}
		}
		w, err := Rake(base, margins, cells)
		if err != nil {
			t.Fatal(err)
		}
		total := 0.0
		for _, v := range w {
			total += v
		}
		if !near9(total, float64(n)) {
			t.Fatalf("sum %v of %d", total, n)
		}
		for k, m := range margins {
			people := 0.0
			for _, v := range m.Population {
				people += v
			}
			for j, v := range cellSums(w, cells[k], len(m.Population)) {
				if math.Abs(v/total-m.Population[j]/people) > 1e-9 {
					t.Fatalf("margin %d cell %d: %v, want %v", k, j, v/total, m.Population[j]/people)
				}
			}
		}
		effective, deff := Kish(w)
		if effective > float64(n)+1e-9 || deff < 1-1e-9 {
			t.Fatalf("n_eff %v, deff %v", effective, deff)
		}
		CapWeights(w, 1.5)
		if most := slices.Max(w); most > 1.5+1e-9 {
			t.Fatalf("capped at %v", most)
		}
	})
}

func TestRakeRefuses(t *testing.T) {
	one := []float64{1, 1}
	_, err := Rake(one, []Margin{{File: "m.csv", Cells: []string{"f", "m"}, Population: []float64{3, 4}}}, [][]int32{{0, 0}})
	if err == nil || !strings.Contains(err.Error(), "m.csv: no respondent of m") {
		t.Errorf("empty cell: %v", err)
	}
	contradicting := []Margin{{Population: []float64{1, 3}, Cells: []string{"a", "b"}}, {Population: []float64{3, 1}, Cells: []string{"c", "d"}}}
	if _, err = Rake(one, contradicting, [][]int32{{0, 1}, {0, 1}}); err == nil || !strings.Contains(err.Error(), "do not fit") {
		t.Errorf("contradiction: %v", err)
	}
}

// TestDeal: groups are of equal size in each stratum, every row has one, clusters
// stay whole; a stratum of few keeps its respondents.
func TestDeal(t *testing.T) {
	const n = 30_000
	rows, stratum, cluster := make([]int32, n), make([]int32, n), make([]int32, n)
	for i := range rows {
		rows[i], cluster[i] = int32(i), int32(i%700)
		if i%1000 == 0 {
			stratum[i] = 1
		}
	}
	d := newDeal(rows, stratum, nil, 1)
	sizes := make([]int, d.n)
	for _, g := range d.group {
		sizes[g]++
	}
	if len(d.sizes) != 2 || d.sizes[0] != 30 || d.sizes[1] != 1998 {
		t.Errorf("strata %v", d.sizes) // the stratum of 30 comes first
	}
	if slices.Max(sizes[:30]) != 1 || slices.Min(sizes[30:]) < 14 || slices.Max(sizes[30:]) > 16 {
		t.Errorf("sizes %v", sizes)
	}
	c := newDeal(rows, nil, cluster, 1)
	if c.n != 700 || c.group[5] != c.group[705] || c.group[5] == c.group[6] {
		t.Errorf("%d clusters", c.n)
	}
}

// TestGroupedInterval: dealt into groups, the interval is as wide as the theory of
// the mean says, whatever order the respondents come in; so is the one of single
// respondents.
func TestGroupedInterval(t *testing.T) {
	for _, n := range []int{3_000, 40_000} {
		var responses strings.Builder
		responses.WriteString("p\n")
		for i := range n { // sorted, as a file by community is
			fmt.Fprintf(&responses, "%d\n", 1+7*i/n)
		}
		r := measure(t, "item,dimension,perception\np,D,p\n", responses.String(), Fields{}, Settings{Replicates: 2000})
		m := r.metric("servperf")
		want := 2 * 1.96 * 2 / math.Sqrt(float64(n)) // sd of 1…7 is 2
		if width := m.High - m.Low; math.Abs(width/want-1) > 0.1 || m.Low > m.Value || m.High < m.Value {
			t.Errorf("n %d: width %v, theory %v", n, width, want)
		}
	}
}

// TestClusters: respondents who answer alike within a cluster are worth one.
func TestClusters(t *testing.T) {
	responses := "p,c\n"
	for i := range 400 {
		responses += fmt.Sprintf("%d,%d\n", 1+i/10%7, i/10)
	}
	items := "item,dimension,perception\np,D,p\n"
	width := func(f Fields) float64 {
		m := measure(t, items, responses, f, Settings{Replicates: 2000}).metric("servperf")
		return m.High - m.Low
	}
	if ratio := width(Fields{Cluster: "c"}) / width(Fields{}); math.Abs(ratio-math.Sqrt(10)) > 0.3 {
		t.Errorf("clusters widen by %v, want √10", ratio)
	}
}

// TestDraw: every index is as likely as the next, and sums are those of the rows drawn.
func TestDraw(t *testing.T) {
	d := &dealing{sizes: []int{7, 3}, n: 10}
	groups := make([]float64, 20)
	for i := range 10 {
		groups[2*i], groups[2*i+1] = float64(i), 1
	}
	total, draws := 0.0, 40_000
	d.draw(groups, 2, draws, 3, func(sums []float64) {
		if sums[1] != 10 {
			t.Fatalf("%v groups drawn", sums[1])
		}
		total += sums[0]
	})
	if mean := total / float64(draws); math.Abs(mean-45) > 5*math.Sqrt((7*4+3*2./3)/float64(draws)) {
		t.Errorf("mean of the sums %v, want 45", mean)
	}
}

func TestSuppression(t *testing.T) {
	unit := func(name string, n int) string { return strings.Repeat(name+",4\n", n) }
	items := "item,dimension,perception\np,D,p\n"
	status := func(set Settings, counts ...int) (got []string, r *Result) {
		responses := "u,p\n"
		for i, n := range counts {
			responses += unit(string(rune('a'+i)), n)
		}
		r = measure(t, items, responses, Fields{Unit: "u"}, set)
		for _, u := range r.Units {
			got = append(got, u.Status)
			if hidden := u.Status == Suppressed; hidden != math.IsNaN(u.ServPerf) {
				t.Errorf("%v: %s is %q and shows %v", counts, u.Unit, u.Status, u.ServPerf)
			}
		}
		return got, r
	}
	for _, c := range []struct {
		set    Settings
		counts []int
		want   []string
	}{
		{Settings{}, []int{50, 49, 30, 29, 28}, []string{"", "u", "u", "c", "c"}},
		{Settings{}, []int{50, 80, 60, 29}, []string{"c", "", "", "c"}}, // the next smallest hides the one
		{Settings{}, []int{29}, []string{"c"}},
		{Settings{UnitLevel: BodyLevel}, []int{30, 31}, []string{"", ""}},
		{Settings{UnitLevel: Oblast}, []int{99, 98, 100}, []string{"c", "c", ""}},
		{Settings{NoSuppress: true}, []int{3, 60}, []string{"u", ""}},
	} {
		got, _ := status(c.set, c.counts...)
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%v %v: %s", c.set, c.counts, d)
		}
	}
	_, r := status(Settings{}, 3, 60, 70)
	table, err := frame.Read("units.csv", strings.NewReader(string(r.Files()["units.csv"])))
	if err != nil {
		t.Fatal(err)
	}
	for column, want := range map[string][]string{"n": {"", "", "70"}, "respondents": {"", "", "70"}, "n_eff": {"", "", "70"}} {
		if got, _ := table.Text(column); !slices.Equal(got, want) {
			t.Errorf("%s shows %q, want %q", column, got, want)
		}
	}
	for _, m := range r.Units[0].Metrics {
		if !math.IsNaN(m.Value) {
			t.Errorf("%s of a hidden unit shows %v", m.Name, m.Value)
		}
	}
}

// TestComparisons: with no more than ten, p decides; equal units do not differ.
func TestComparisons(t *testing.T) {
	responses := "u,p\n"
	for i := range 300 {
		u := i % 3
		responses += fmt.Sprintf("%d,%d\n", u, 1+(i/3)%5+u/2*2)
	}
	for mode, want := range map[string]map[string]bool{
		"pairs": {"0 1": false, "0 2": true, "1 2": true}, "rest": {"0 ": true, "1 ": true, "2 ": true},
	} {
		r := measure(t, "item,dimension,perception\np,D,p\n", responses, Fields{Unit: "u"}, Settings{Replicates: 2000, Compare: mode})
		if len(r.Comparisons) != 3 {
			t.Fatalf("%s: %v", mode, r.Comparisons)
		}
		for _, c := range r.Comparisons {
			if c.Different != want[c.A+" "+c.B] || c.Value < c.Low || c.Value > c.High || c.Adjusted < c.P {
				t.Errorf("%s: %+v", mode, c)
			}
		}
	}
}

func TestStops(t *testing.T) {
	s, err := load("item,dimension,perception\np,D,p\n", "p\n1\n2\n", nil, Fields{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := Analyse(ctx, s, Settings{Replicates: 10}); !errors.Is(err, context.Canceled) {
		t.Errorf("a stopped analysis gave %v", err)
	}
}
