// SPDX-License-Identifier: Apache-2.0

package survey

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"osnova/metrics/frame"
)

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.IsNaN(got) != math.IsNaN(want) || math.Abs(got-want) > tolerance*max(1, math.Abs(want)) {
		t.Errorf("%s = %.15g, want %.15g", what, got, want)
	}
}

// load reads questionnaire and answers.
func load(items, responses string, missing []string, f Fields) (*Sample, error) {
	table, err := frame.Read("items.csv", strings.NewReader(items))
	if err != nil {
		return nil, err
	}
	d, err := ReadDesign(table, missing)
	if err != nil {
		return nil, err
	}
	scan, err := frame.NewScanner("r.csv", strings.NewReader(responses))
	if err != nil {
		return nil, err
	}
	return ReadSample(context.Background(), "r.csv", scan, d, f)
}

// measure is the whole way from text to result.
func measure(t testing.TB, items, responses string, f Fields, set Settings) *Result {
	t.Helper()
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

func (r *Result) metric(name string) Metric {
	for _, m := range r.Overall {
		if m.Name == name {
			return m
		}
	}
	panic("no metric " + name)
}

func (r *Result) checked(check, column string) float64 {
	for _, c := range r.Quality {
		if c.Check == check && c.Column == column {
			return c.Value
		}
	}
	return math.NaN()
}

// The specification's golden vectors (section 10).
func TestSpecification(t *testing.T) {
	near(t, "adequacy 5, 6.5", Adequacy(5, 6.5, 6), 75, 1e-12)
	near(t, "adequacy 6, 5", Adequacy(6, 5, 6), 100, 1e-12)
	n := NPS(45, 20, 100)
	near(t, "NPS", n.Value, 25, 1e-12)
	near(t, "NPS error", (n.High-n.Value)/1.959964, 7.664854858, 1e-9)
	near(t, "NPS low", n.Low, 9.977, 1e-4)
	near(t, "NPS high", n.High, 40.023, 1e-4)
	c := CSAT(42, 60)
	near(t, "CSAT low", c.Low, 57.4912919505, 1e-9)
	near(t, "CSAT high", c.High, 80.1018339282, 1e-9)

	r := measure(t, "item,dimension,perception\na,D,a\nb,D,b\nc,D,c\n",
		"a,b,c\n4,5,4\n3,3,4\n5,5,5\n2,3,2\n4,4,3\n5,4,5\n", Fields{}, Settings{NoSuppress: true})
	near(t, "alpha", r.Dimensions[0].AlphaP, 0.888461538462, 1e-9)
}

// A questionnaire small enough to do by hand: two dimensions, a gap, an answer
// outside the scale, importances, weights.
func TestByHand(t *testing.T) {
	items := `item,dimension,perception,expectation,importance,role,scale_min,scale_max
r1,R,p1,e1,wr,,,
r2,R,p2,e2,wr,,,
t1,T,p3,e3,wt,,,
sat,,csat,,,csat,,
nps,,nps,,,nps,,
ces,,ces,,,ces,,
`
	responses := `p1,e1,p2,e2,p3,e3,wr,wt,csat,nps,ces,w
6,7,5,7,4,6,60,40,5,10,7,1
4,6,,7,7,5,50,50,2,6,1,2
9,7,3,3,,6,70,30,4,8,4,1
`
	r := measure(t, items, responses, Fields{Weight: "w"}, Settings{NoSuppress: true})
	// gaps of R: (−1−2)/2 = −1.5; −2; 0. Gaps of T: −2; 2; none.
	near(t, "gap of R", r.Dimensions[0].Gap, (-1.5-2*2+0)/4, 1e-12)
	near(t, "gap of T", r.Dimensions[1].Gap, (-2.+2*2)/3, 1e-12)
	near(t, "weighted gap of R", r.Dimensions[0].Weighted, (0.6*-1.5+2*0.5*-2+0)/4, 1e-12)
	near(t, "servqual", r.metric("servqual").Value, (-1.75+0+0)/4, 1e-12)
	near(t, "servqual_weighted", r.metric("servqual_weighted").Value, ((0.6*-1.5+0.4*-2)+2*(0.5*-2+0.5*2))/3, 1e-12)
	near(t, "servperf", r.metric("servperf").Value, ((5.5+4)/2+2*(4.+7)/2+3)/4, 1e-12)
	// S of R: item scores ½a + ½p; all three answered half of R, two of T.
	quality := func(p, e float64) float64 { return Adequacy(p, e, 6)/2 + Performance(p, 1, 7)/2 }
	sr := ((quality(6, 7)+quality(5, 7))/2 + 2*quality(4, 6) + quality(3, 3)) / 4
	st := (quality(4, 6) + 2*quality(7, 5)) / 3
	near(t, "S", r.metric("s_index").Value, (0.32*sr+0.11*st)/0.43, 1e-12)
	if b := r.metric("s_index").Basis; b != "full published" {
		t.Errorf("basis %q", b)
	}
	near(t, "CSAT", r.metric("csat").Value, 50, 1e-12)
	near(t, "CSAT n_eff", r.metric("csat").NEff, 16./6, 1e-12)
	near(t, "NPS", r.metric("nps").Value, -25, 1e-12)
	near(t, "CES", r.metric("ces").Value, 100*(6*1+0*2+3*1)/6./4, 1e-12)
	near(t, "out of range", r.checked("out_of_range", "p1"), 1, 0)
	near(t, "missing", r.checked("missing", "p2"), 1, 0)
	if len(r.Quarantine) != 1 || r.Quarantine[0] != (Quarantined{4, "p1", "9", "outside the scale 1–7"}) {
		t.Errorf("quarantine %v", r.Quarantine)
	}
}

// A block of e-service items takes a quarter of S.
func TestWeightsOfDimensions(t *testing.T) {
	for names, want := range map[string]string{
		"T R P A M":             "[0.11 0.32 0.22 0.19 0.16] published",
		"T R P A M E":           "[0.0825 0.24 0.165 0.1425 0.12 0.25] published+e",
		"Reliability Tangibles": "[0.744186 0.255814] published",
		"R E":                   "[0.75 0.25] published+e",
		"E":                     "[1] equal",
		"R trust":               "[0.5 0.5] equal",
	} {
		v, basis := Weights(strings.Fields(names))
		text := make([]string, len(v))
		for i, x := range v {
			text[i] = fmt.Sprintf("%.6g", x)
		}
		if got := fmt.Sprintf("%v %s", text, basis); got != want {
			t.Errorf("%s: %s, want %s", names, got, want)
		}
	}
}

// Fifteen equal perceptions make a straight-liner, fourteen do not; a third of the
// median time makes a speeder.
func TestCareless(t *testing.T) {
	items, header := "item,dimension,perception,role\n", ""
	for i := range 15 {
		items += fmt.Sprintf("i%d,D,p%[1]d,\n", i)
		header += fmt.Sprintf("p%d,", i)
	}
	items += "time,,t,duration\n"
	responses := header + "t\n" + strings.Repeat("4,", 15) + "90\n" + strings.Repeat("4,", 14) + ",90\n" + strings.Repeat("4,", 14) + "5,29\n" +
		strings.Repeat("4,", 14) + "5,31\n" + strings.Repeat("6,", 14) + "7,\n" + strings.Repeat("3,", 14) + "2,90\n"
	r := measure(t, items, responses, Fields{}, Settings{NoSuppress: true})
	if r.checked("straight_liners", "") != 1 || r.checked("speeders", "") != 1 || r.checked("used", "") != 6 {
		t.Errorf("quality %v", r.Quality)
	}
	near(t, "all", r.metric("servperf").Value, (4+4+2*(4+1./15)+6+1./15+3-1./15)/6, 1e-12)
	r = measure(t, items, responses, Fields{}, Settings{NoSuppress: true, DropCareless: true})
	if r.checked("straight_liners", "") != 1 || r.checked("careless_dropped", "") != 2 || r.checked("used", "") != 4 {
		t.Errorf("quality %v", r.Quality)
	}
	near(t, "the careful", r.metric("servperf").Value, (4+(4+1./15)+6+1./15+3-1./15)/4, 1e-12)
}

// A column with more than 255 different answers keeps them as they are.
func TestManyAnswers(t *testing.T) {
	var responses strings.Builder
	responses.WriteString("p,q\n")
	sum := 0.0
	for i := range 1000 {
		fmt.Fprintf(&responses, "%g,%d\n", float64(i)/10, i%5)
		sum += float64(i) / 10
	}
	r := measure(t, "item,dimension,perception,scale_min,scale_max\np,D,p,0,100\nq,E,q,0,4\n", responses.String(), Fields{}, Settings{})
	near(t, "mean", r.Items[0].MeanP, sum/1000, 1e-12)
	near(t, "the other", r.Items[1].MeanP, 2, 1e-12)
	if r.Items[0].NP != 1000 {
		t.Errorf("n = %d", r.Items[0].NP)
	}
}

// TestPassive: 9 and 10 promote, 0 to 6 detract, 7 and 8 do neither.
func TestPassive(t *testing.T) {
	items := "item,dimension,perception,expectation,importance,role,scale_min,scale_max\nr,R,p,,,,,\nn,,n,,,nps,,\n"
	for answer, want := range map[int]float64{0: -100, 6: -100, 7: 0, 8: 0, 9: 100, 10: 100} {
		r := measure(t, items, fmt.Sprintf("p,n\n5,%d\n", answer), Fields{}, Settings{NoSuppress: true})
		near(t, fmt.Sprintf("NPS of %d", answer), r.metric("nps").Value, want, 1e-12)
	}
}
