// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// units draws 2…40 values above 0 with whole weights above 0.
func units(t *rapid.T) (x, w []float64) {
	n := rapid.IntRange(2, 40).Draw(t, "n")
	for range n {
		x = append(x, float64(rapid.IntRange(1, 10000).Draw(t, "x"))/100)
		w = append(w, float64(rapid.IntRange(1, 9).Draw(t, "w")))
	}
	return x, w
}

func close64(t *rapid.T, name string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-9*math.Max(1, math.Abs(want))) {
		t.Fatalf("%s = %.15g, want %.15g", name, got, want)
	}
}

func of(t *rapid.T, m Measure, x, w []float64) float64 {
	t.Helper()
	v, err := m.Of(x, w)
	if err != nil {
		t.Fatalf("%s: %v", m.Name, err)
	}
	return v
}

func weightedMeasures() []Measure {
	return slices.DeleteFunc(Measures(), func(m Measure) bool { return m.Name == "gini_corrected" })
}

func TestBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, w := units(t)
		s, err := newSample(x, w, positive)
		if err != nil {
			t.Fatal(err)
		}
		least := slices.Min(s.p)
		upper := map[string]float64{
			"gini": 1 - least, "hoover": 1 - least, "theil_t": math.Log(1 / least),
			"atkinson_0.5": 1, "atkinson_1": 1, "atkinson_2": 1, "ede_1": s.mean,
			"theil_l": math.Inf(1), "ge_2": math.Inf(1), "cv": math.Inf(1), "sd": math.Inf(1),
			"kolm_0.05": slices.Max(x), "p90_minus_p10": slices.Max(x) - slices.Min(x),
		}
		for _, m := range weightedMeasures() {
			v := of(t, m, x, w)
			if top, bounded := upper[m.Name]; bounded && !(v >= 0 && v <= top+1e-12) {
				t.Fatalf("%s = %v outside 0 … %v", m.Name, v, top)
			}
		}
		if !(of(t, byName("atkinson_0.5"), x, w) <= of(t, byName("atkinson_1"), x, w)+1e-12) ||
			!(of(t, byName("atkinson_1"), x, w) <= of(t, byName("atkinson_2"), x, w)+1e-12) {
			t.Fatal("atkinson falls as aversion grows")
		}
	})
}

func byName(name string) Measure {
	for _, m := range Measures() {
		if m.Name == name {
			return m
		}
	}
	return Measure{Name: name}
}

func TestEqualValuesHaveNoInequality(t *testing.T) {
	zero := []string{"gini", "theil_t", "theil_l", "ge_2", "atkinson_0.5", "atkinson_1", "atkinson_2", "hoover", "kolm_0.05", "cv", "sd", "p90_minus_p10"}
	rapid.Check(t, func(t *rapid.T) {
		x, w := units(t)
		for i := range x {
			x[i] = x[0]
		}
		for _, name := range zero {
			if v := of(t, byName(name), x, w); v > 1e-14*x[0] {
				t.Fatalf("%s of equal values = %v", name, v)
			}
		}
	})
}

func TestGiniIsItsDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, w := units(t)
		close64(t, "gini", of(t, byName("gini"), x, w), giniPairs(x, w))
		points, err := LorenzCurve(x, w)
		if err != nil {
			t.Fatal(err)
		}
		area := 0.0
		for i, p := range points[1:] {
			area += (p.P - points[i].P) * (p.L + points[i].L)
		}
		close64(t, "gini as area", of(t, byName("gini"), x, w), 1-area)
	})
}

func TestScaling(t *testing.T) {
	inUnits := map[string]bool{"mean": true, "ede_1": true, "sd": true, "p90_minus_p10": true}
	rapid.Check(t, func(t *rapid.T) {
		x, w := units(t)
		k := rapid.Float64Range(1e-150, 1e150).Draw(t, "k")
		scaled, shifted := slices.Clone(x), slices.Clone(x)
		for i := range x {
			scaled[i] *= k
			shifted[i] += 1000
		}
		for _, m := range weightedMeasures() {
			v := of(t, m, x, w)
			if m.Name == "kolm_0.05" {
				close64(t, "kolm of shifted values", of(t, m, shifted, w), v)
				continue
			}
			got := of(t, m, scaled, w)
			if inUnits[m.Name] {
				got /= k
			}
			close64(t, m.Name+" of scaled values", got, v)
		}
	})
}

func TestReplication(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, w := units(t)
		var each []float64
		for i, v := range x {
			for range int(w[i]) {
				each = append(each, v)
			}
		}
		ones := make([]float64, len(each))
		for i := range ones {
			ones[i] = 1
		}
		for _, m := range weightedMeasures() {
			v := of(t, m, x, w)
			close64(t, m.Name+" of units repeated by weight", of(t, m, each, ones), v)
			close64(t, m.Name+" of twice everybody", of(t, m, slices.Concat(x, x), slices.Concat(w, w)), v)
			if m.Name != "p90p10" && m.Name != "p90_minus_p10" {
				close64(t, m.Name+" unweighted", of(t, m, each, nil), v)
			}
		}
	})
}

func TestOrderDoesNotMatterToTheLastBit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, w := units(t)
		order := rapid.Permutation(seq(len(x))).Draw(t, "order")
		px, pw, later, groups := make([]float64, len(x)), make([]float64, len(x)), make([]float64, len(x)), make([]string, len(x))
		names := []string{"north", "south", "west"}
		g0, l0 := make([]string, len(x)), make([]float64, len(x))
		for i := range x {
			g0[i], l0[i] = names[i%3], x[i]+float64(i%5)
		}
		for i, o := range order {
			px[i], pw[i], later[i], groups[i] = x[o], w[o]/7, l0[o], g0[o]
			w[o] /= 7
		}
		for _, m := range weightedMeasures() {
			if a, b := of(t, m, x, w), of(t, m, px, pw); a != b {
				t.Fatalf("%s: %v and %v", m.Name, a, b)
			}
		}
		a, err := TheilTByGroup(x, w, g0)
		b, err2 := TheilTByGroup(px, pw, groups)
		if err != nil || err2 != nil || a.Between != b.Between || a.Within != b.Within {
			t.Fatalf("decomposition: %+v and %+v (%v, %v)", a, b, err, err2)
		}
		c, err := Converge(x, l0, nil, 3)
		d, err2 := Converge(px, later, nil, 3)
		if (err == nil) != (err2 == nil) || c.Beta != d.Beta {
			t.Fatalf("beta: %v and %v (%v, %v)", c.Beta, d.Beta, err, err2)
		}
		boot := Bootstrap{Replicates: 20, Seed: 1}
		ia, err := boot.Measures(x, w, []Measure{byName("gini")})
		ib, err2 := boot.Measures(px, pw, []Measure{byName("gini")})
		if err != nil || err2 != nil || *ia[0] != *ib[0] {
			t.Fatalf("bootstrap: %v and %v (%v, %v)", ia, ib, err, err2)
		}
	})
}

func seq(n int) []int {
	s := make([]int, n)
	for i := range s {
		s[i] = i
	}
	return s
}

func TestDecompositionsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, w := units(t)
		group := make([]string, len(x))
		for i := range group {
			group[i] = rapid.SampledFrom([]string{"a", "b", "c", "d"}).Draw(t, "group")
		}
		for name, split := range map[string]func(x, w []float64, g []string) (Decomposition, error){
			"T": TheilTByGroup, "L": TheilLByGroup, "gini": GiniByGroup,
		} {
			d, err := split(x, w, group)
			if err != nil {
				t.Fatal(err)
			}
			close64(t, name, d.Between+d.Within+d.Overlap, d.Total)
			pop, val := 0.0, 0.0
			for _, g := range d.Groups {
				pop, val = pop+g.PopShare, val+g.ValueShare
			}
			close64(t, name+" pop shares", pop, 1)
			close64(t, name+" value shares", val, 1)
		}
	})
}

func TestConcentrationProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, w := units(t)
		y, back, shortfall := make([]float64, len(x)), make([]float64, len(x)), make([]float64, len(x))
		for i := range y {
			y[i] = float64(rapid.IntRange(-5, 5).Draw(t, "y"))
			back[i], shortfall[i] = -y[i], 100-x[i]
		}
		must := func(v float64, err error) float64 {
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
		c := must(ConcentrationIndex(x, w, y))
		close64(t, "reverse order", must(ConcentrationIndex(x, w, back)), -c)
		g := must(Gini(x, w))
		if math.Abs(c) > g+1e-12 {
			t.Fatalf("concentration %v beyond gini %v", c, g)
		}
		close64(t, "ranked by itself", must(ConcentrationIndex(x, w, x)), g)
		e := must(Erreygers(x, w, y, 0, 100))
		close64(t, "erreygers of the shortfall", must(Erreygers(shortfall, w, y, 0, 100)), -e)
		close64(t, "erreygers", e, 4*must(Mean(x, w))/100*c)
		if len(x) < 2 {
			return
		}
		// The error of an index by the values themselves is that of their Gini, and attainment and shortfall are known equally well.
		_, se, err := ConcentrationError(x, w, x)
		if err != nil {
			t.Fatal(err)
		}
		s, err := newSample(x, w, nonNegative)
		if err != nil {
			t.Fatal(err)
		}
		close64(t, "error of gini", se, s.standardError("gini", g))
		_, up, err := ErreygersError(x, w, y, 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		_, down, err := ErreygersError(shortfall, w, y, 0, 100)
		close64(t, "error of the shortfall", must(down, err), up)
		last := 0.0
		for p := 0.0; p <= 1; p += 0.1 {
			l := must(ConcentrationAt(x, w, y, p))
			if l < last-1e-12 || l > 1+1e-12 {
				t.Fatalf("the curve at %v is %v after %v", p, l, last)
			}
			last = l
		}
	})
}

func TestQuantileProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, w := units(t)
		for _, weights := range [][]float64{nil, w} {
			last := math.Inf(-1)
			for q := 0.0; q <= 1; q += 0.125 {
				v, err := Quantile(x, weights, q)
				if err != nil || v < last || v < slices.Min(x) || v > slices.Max(x) {
					t.Fatalf("quantile %v = %v after %v (%v)", q, v, last, err)
				}
				last = v
			}
			if last != slices.Max(x) {
				t.Fatalf("quantile 1 = %v", last)
			}
		}
	})
}
