package quality

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func close9(a, b float64) bool {
	return math.Abs(a-b) <= 1e-9 || math.IsNaN(a) && math.IsNaN(b)
}

func of(v float64) Component { return Component{Score: v} }

// TestByHand: S 70, E 50, A 80.
func TestByHand(t *testing.T) {
	none := math.NaN()
	for _, test := range []struct {
		s, e, a float64
		basis   string
		want    float64
	}{
		{70, 50, 80, "SEA", 65.5},          // 28 + 17.5 + 20
		{70, 50, none, "SE-", 45.5 / 0.75}, // 60.666…
		{70, none, 80, "S-A", 48.0 / 0.65}, // 73.846…
		{none, 50, 80, "-EA", 37.5 / 0.60}, // 62.5
		{70, none, none, "S--", none}, {none, 50, none, "-E-", none}, {none, none, 80, "--A", none}, {none, none, none, "---", none},
		{0, 0, 0, "SEA", 0}, {100, 100, none, "SE-", 100},
	} {
		x, err := SQI(of(test.s), of(test.e), of(test.a))
		if err != nil || x.Basis != test.basis || !close9(x.Value, test.want) || x.Published() == math.IsNaN(test.want) {
			t.Errorf("S %v E %v A %v: %+v %v, want %s %v", test.s, test.e, test.a, x, err, test.basis, test.want)
		}
	}
}

// TestJoint: replicates of S and E that move against each other leave the index where it is; drawn apart they would not.
// 0.40·ds + 0.35·de = 0 for ds = 3.5, de = −4.
func TestJoint(t *testing.T) {
	s, e := of(60), of(60)
	for k := range 41 {
		d := float64(k-20) / 20
		s.Replicates, e.Replicates = append(s.Replicates, 60+3.5*d), append(e.Replicates, 60-4*d)
	}
	x, err := SQI(s, e, of(60))
	if err != nil || !close9(x.Value, 60) || math.Abs(x.Low-60) > 1e-9 || math.Abs(x.High-60) > 1e-9 {
		t.Errorf("%+v %v", x, err)
	}
	// By hand: S alone moves by −3.5 … 3.5 in 41 even steps; type 7 at 2.5 % is the second of them, −3.325. 0.40 × 3.325 / 0.75.
	x, err = SQI(s, of(60), Absent)
	if err != nil || !close9(x.Low, 60-0.4*3.325/0.75) || !close9(x.High, 60+0.4*3.325/0.75) {
		t.Errorf("%+v %v", x, err)
	}
}

func TestRefuses(t *testing.T) {
	for want, parts := range map[string][3]Component{
		"component S: 101 is not between": {of(101), of(1), of(1)},
		"component E: -1 is not between":  {of(1), of(-1), of(1)},
		"has 2 replicates, another 1":     {{50, []float64{50}}, {50, []float64{50, 51}}, Absent},
		"component S: NaN is not between": {{50, []float64{math.NaN()}}, of(1), Absent},
	} {
		if _, err := SQI(parts[0], parts[1], parts[2]); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v does not say %q", err, want)
		}
	}
}

func TestRanksStayInsideTheBasis(t *testing.T) {
	all := []Index{{Basis: "SE-", Value: 60}, {Basis: "SEA", Value: 90}, {Basis: "SE-", Value: 70}, {Basis: "SE-", Value: 60}, {Basis: "S--", Value: math.NaN()}, {Basis: "SEA", Value: 10}}
	ranks, peers := Ranks(all)
	if want := []int{2, 1, 1, 2, 0, 2}; !slices.Equal(ranks, want) {
		t.Errorf("ranks %v, want %v", ranks, want)
	}
	if want := []int{3, 2, 3, 3, 0, 2}; !slices.Equal(peers, want) {
		t.Errorf("peers %v, want %v", peers, want)
	}
}

// TestProperties: between the least and the greatest component, monotone in each, the same for equal components.
func TestProperties(t *testing.T) {
	score := rapid.OneOf(rapid.Float64Range(0, 100), rapid.Just(math.NaN()))
	rapid.Check(t, func(t *rapid.T) {
		v := []float64{score.Draw(t, "s"), score.Draw(t, "e"), score.Draw(t, "a")}
		x, err := SQI(of(v[0]), of(v[1]), of(v[2]))
		if err != nil {
			t.Fatal(err)
		}
		low, high, n := 100.0, 0.0, 0
		for _, c := range v {
			if !math.IsNaN(c) {
				low, high, n = min(low, c), max(high, c), n+1
			}
		}
		if x.Published() != (n >= 2) {
			t.Fatalf("%v: %+v", v, x)
		}
		if !x.Published() {
			return
		}
		if x.Value < low-1e-9 || x.Value > high+1e-9 {
			t.Fatalf("%v: %v lies outside", v, x.Value)
		}
		k := rapid.IntRange(0, 2).Draw(t, "k")
		if !math.IsNaN(v[k]) {
			v[k] = v[k] + rapid.Float64Range(0, 1).Draw(t, "more")*(100-v[k])
			if y, err := SQI(of(v[0]), of(v[1]), of(v[2])); err != nil || y.Value < x.Value-1e-9 {
				t.Fatalf("%v: falls to %v", v, y.Value)
			}
		}
	})
}
