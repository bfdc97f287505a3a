package metrics

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"osnova/catalog"
	"osnova/metrics/inequality"
)

// The worked example of the measures as communities: five values and their residents in two oblasts.
// gap has no value, shy no known residents, lost is occupied; odd also has a negative value.
var goldenTables = map[string]string{
	"mart.community": `community_id,oblast_id,urbanity,size_class,creation,kind,population:integer,is_ranked:boolean
c1,A,rural,lt3k,,rural,5,true
c2,A,rural,lt3k,,rural,3,true
c3,A,rural,,,rural,1,true
c4,B,urban,lt3k,,urban,4,true
c5,B,urban,lt3k,,urban,2,true
gap,A,rural,lt3k,,rural,7,true
shy,B,urban,lt3k,,urban,,true
lost,C,rural,lt3k,,rural,900,false`,
	"mart.measured": `community_id,indicator,value:number
c1,x,20
c2,x,30
c3,x,40
c4,x,60
c5,x,90
lost,x,1000
c1,odd,20
c2,odd,30
c3,odd,40
c4,odd,60
c5,odd,90
gap,odd,-5
shy,odd,50
c1,nothing,0
c2,nothing,0
c1,floored,0
c2,floored,10`,
}

func golden(t *testing.T) *Stage {
	t.Helper()
	st, err := run(t, []catalog.Indicator{indicator("x", nil, "+"), indicator("odd", nil, "+"), indicator("nothing", nil, "+"), indicator("floored", nil, "+")}, nil, goldenTables)
	if err != nil {
		t.Fatal(err)
	}
	return st
}

func TestSummary(t *testing.T) {
	st := golden(t)
	got := cells(t, st, "select indicator_id || ' ' || group_by || ' ' || group_id, n, missing, mean, weighted_mean, median, round(p10, 8), round(p90, 8), min, max from metric.summary")
	for key, want := range map[string]string{
		"x all all":          "5 2 48 43.33333333 40 24 78 20 90",
		"x oblast A":         "3 1 30 25.55555556 30 22 38 20 40",
		"x oblast B":         "2 1 75 70 75 63 87 60 90",
		"x urbanity urban":   "2 1 75 70 75 63 87 60 90",
		"x size_class lt3k":  "4 2 50 43.57142857 45 23 81 20 90", // without c3, whose class is not known
		"odd all all":        "7 0 40.71428571 27.95454545 40 10 72 -5 90",
		"odd oblast B":       "3 0 66.66666667 70 60 52 84 50 90", // the mean of residents without shy, whose residents are not known
		"odd urbanity rural": "4 0 21.25 12.1875 25 2.5 37 -5 40",
		"nothing all all":    "2 5 0 0 0 0 0 0 0",
		"floored kind rural": "2 2 5 3.75 5 1 9 0 10",
		"floored kind urban": "", // no community of it is measured
		"x oblast C":         "", // its only community is occupied
	} {
		if have := strings.Join(got[key], " "); have != want {
			t.Errorf("%s: %q, want %q", key, have, want)
		}
	}
}

func TestInequalityGolden(t *testing.T) {
	st := golden(t)
	of := func(column, indicator, measure, weighting, by, group string) float64 {
		t.Helper()
		return number(t, st, fmt.Sprintf("select %s from metric.inequality where indicator_id = '%s' and measure = '%s' and weighting = '%s' and coalesce(group_by, '') = '%s' and coalesce(group_id, '') = '%s'",
			column, indicator, measure, weighting, by, group))
	}
	for _, c := range []struct {
		measure, weighting, by string
		want                   float64
	}{
		{"mean", "none", "", 48}, {"mean", "population", "", 43.333333333333},
		{"gini", "none", "", 0.283333333333}, {"gini", "population", "", 0.299487179487}, {"gini_corrected", "none", "", 0.354166666667},
		{"theil_t", "population", "", 0.147761846616}, {"theil_t_between", "population", "oblast", 0.123023361175}, {"theil_t_within", "population", "oblast", 0.024738485441},
		{"theil_l", "population", "", 0.152380124693}, {"theil_l_between", "population", "oblast", 0.125011226016}, {"theil_l_within", "population", "oblast", 0.027368898677},
		{"theil_t_between", "population", "urbanity", 0.123023361175}, {"theil_t_between", "population", "creation", 0}, {"theil_t_within", "population", "creation", 0.147761846616},
		{"atkinson_0.5", "population", "", 0.072907691619}, {"atkinson_1", "population", "", 0.141338179863}, {"atkinson_2", "population", "", 0.253800092123},
		{"kolm_0.05", "population", "", 10.227111283699}, {"cv", "none", "", 0.517069735250}, {"cv", "population", "", 0.556829571411},
		{"p90p10", "none", "", 3.25}, {"p90p10", "population", "", 4.5}, {"palma", "population", "", 1.038461538462}, {"lorenz_0.4", "population", "", 0.2},
	} {
		near(t, c.measure+" "+c.weighting+" "+c.by, of("value", "x", c.measure, c.weighting, c.by, ""), c.want, 1e-9)
	}
	// Within is the groups' own inequality weighted with their shares of the whole value, 230 and 420 of 650.
	within := 230.0/650*of("value", "x", "theil_t", "population", "oblast", "A") + 420.0/650*of("value", "x", "theil_t", "population", "oblast", "B")
	near(t, "theil_t within from its groups", within, 0.024738485441, 1e-9)
	near(t, "communities of oblast A", of("n", "x", "theil_t", "population", "oblast", "A"), 3, 0)
	near(t, "communities", of("n", "x", "gini", "none", "", ""), 5, 0)
	near(t, "left out", of("excluded", "x", "gini", "none", "", ""), 0, 0)
	near(t, "oblasts by which x is taken apart", number(t, st, "select count(*) from metric.inequality where indicator_id = 'x' and measure = 'theil_t' and weighting = 'none' and group_by = 'oblast'"), 2, 0)
	near(t, "corrected gini of residents", number(t, st, "select count(*) from metric.inequality where measure = 'gini_corrected' and weighting = 'population'"), 0, 0)

	// A negative value and unknown residents are left out, of both weightings, and counted.
	near(t, "odd gini", of("value", "odd", "gini", "none", "", ""), 0.283333333333, 1e-9)
	near(t, "odd gini of residents", of("value", "odd", "gini", "population", "", ""), 0.299487179487, 1e-9)
	near(t, "odd left out", of("excluded", "odd", "gini", "population", "", ""), 2, 0)

	// Zeros: nothing to share out has a mean and no Gini; for logarithms a zero counts as 0.1.
	near(t, "mean of nothing", of("value", "nothing", "mean", "none", "", ""), 0, 0)
	near(t, "gini of nothing", number(t, st, "select count(*) from metric.inequality where indicator_id = 'nothing' and measure in ('gini', 'theil_t', 'palma')"), 0, 0)
	floored, err := inequality.TheilL([]float64{0.1, 10}, []float64{5, 3})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "theil_l of a zero", of("value", "floored", "theil_l", "population", "", ""), floored, 1e-9)
	near(t, "theil_t of a zero", of("value", "floored", "theil_t", "none", "", ""), math.Ln2, 1e-9)
}

func TestLorenz(t *testing.T) {
	st := golden(t)
	got := cells(t, st, "select weighting || ' ' || p, l from metric.lorenz where indicator_id = 'x'")
	if len(got) != 42 {
		t.Errorf("%d points, want 21 a weighting", len(got))
	}
	for key, want := range map[string]string{
		"none 0.0": "0", "none 0.2": "0.0833333333", "none 0.4": "0.2083333333", "none 0.5": "0.2916666667", "none 1.0": "1",
		"population 0.0": "0", "population 0.4": "0.2", "population 0.9": "0.7923076923", "population 1.0": "1",
	} {
		if have := strings.Join(got[key], " "); have != want {
			t.Errorf("%s: %q, want %q", key, have, want)
		}
	}
	near(t, "curves of nothing", number(t, st, "select count(*) from metric.lorenz where indicator_id = 'nothing'"), 0, 0)
	near(t, "steps down or above the diagonal", number(t, st, `select count(*) from
		(select p, l, lag(l) over (partition by indicator_id, weighting order by p) as before from metric.lorenz) where l < before or l > p + 1e-9`), 0, 0)
}
