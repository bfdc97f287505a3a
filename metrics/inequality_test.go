// SPDX-License-Identifier: Apache-2.0

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
	"mart.community": `community_id,oblast_id,urbanity,size_class,creation,kind,population:integer,is_ranked:boolean,war_zone
c1,A,rural,lt3k,,rural,5,true,front
c2,A,rural,lt3k,,rural,3,true,rear
c3,A,rural,,,rural,1,true,front
c4,B,urban,lt3k,,urban,4,true,rear
c5,B,urban,lt3k,,urban,2,true,rear
gap,A,rural,lt3k,,rural,7,true,rear
shy,B,urban,lt3k,,urban,,true,
lost,C,rural,lt3k,,rural,900,false,front`,
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
	// Five squares in a row; the occupied one touches c5, a raion covers all.
	"mart.boundary": `territory_id,level,path
c1,hromada,M0 0l10 0 0 10-10 0z
c2,hromada,M10 0l10 0 0 10-10 0z
c3,hromada,M20 0l10 0 0 10-10 0z
c4,hromada,M30 0l10 0 0 10-10 0z
c5,hromada,M40 0l10 0 0 10-10 0zM90 90l1 0 0 1z
lost,hromada,M50 0l10 0 0 10-10 0z
r,raion,M0 0l60 0 0 10-60 0z`,
	// Revenue per resident without the tax of the military is x in 2020 and the later values of the worked example in 2022; the tax is 10 and 100 a resident.
	"mart.budget_year": `community_id,year:integer,income_own_uah:number,military_tax_uah:number,population:integer,partial:boolean
c1,2020,150,50,5,false
c2,2020,120,30,3,false
c3,2020,50,10,1,false
c4,2020,280,40,4,false
c5,2020,200,20,2,false
c1,2022,650,500,5,false
c2,2022,414,300,3,false
c3,2022,147,100,1,false
c4,2022,664,400,4,false
c5,2022,386,200,2,false
c5,2023,1,0,2,true
gap,2020,70,0,7,false
lost,2020,9000,0,900,false
lost,2022,9,0,900,false`,
	// Logarithms of c1 and c2 lie 2, 1 and 0.5 apart; c3 had none in the first year, c4 lacks one, and who is not ranked is not asked.
	"mart.osbb_year": `community_id,year:integer,osbb:integer,osbb_per_10k:number
c1,2015,1,1
c1,2016,1,2.718281828459045
c1,2017,1,2.718281828459045
c2,2015,1,7.38905609893065
c2,2016,1,7.38905609893065
c2,2017,1,4.4816890703380645
c3,2015,0,0
c3,2016,1,3
c3,2017,1,3
c4,2015,1,5
c4,2017,1,5
lost,2015,1,9
lost,2016,1,9
lost,2017,1,9`,
}

func golden(t *testing.T) *Stage {
	t.Helper()
	x, points := indicator("x", nil, "+"), indicator("x", nil, "+")
	x.ScaleType, points.Name, points.File = "ratio", "points", "points.sql"
	st, err := run(t, []catalog.Indicator{x, points, indicator("odd", nil, "+"), indicator("nothing", nil, "+"), indicator("floored", nil, "+")}, nil, goldenTables)
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
		"x war_zone front":   "2 0 30 23.33333333 30 22 38 20 40",
		"x war_zone rear":    "3 1 60 56.66666667 60 36 84 30 90",
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
		{"mean", "none", "", 48},
		{"mean", "population", "", 43.333333333333},
		{"gini", "none", "", 0.283333333333},
		{"gini", "population", "", 0.299487179487},
		{"gini_corrected", "none", "", 0.354166666667},
		{"theil_t", "population", "", 0.147761846616},
		{"theil_t_between", "population", "oblast", 0.123023361175},
		{"theil_t_within", "population", "oblast", 0.024738485441},
		{"theil_l", "population", "", 0.152380124693},
		{"theil_l_between", "population", "oblast", 0.125011226016},
		{"theil_l_within", "population", "oblast", 0.027368898677},
		{"theil_t_between", "population", "urbanity", 0.123023361175},
		{"theil_t_between", "population", "creation", 0},
		{"theil_t_within", "population", "creation", 0.147761846616},
		{"atkinson_0.5", "population", "", 0.072907691619},
		{"atkinson_1", "population", "", 0.141338179863},
		{"atkinson_2", "population", "", 0.253800092123},
		{"cv", "none", "", 0.517069735250},
		{"cv", "population", "", 0.556829571411},
		{"p90p10", "none", "", 3.25},
		{"p90p10", "population", "", 4.5},
		{"palma", "population", "", 1.038461538462},
		{"lorenz_0.4", "population", "", 0.2},
	} {
		near(t, c.measure+" "+c.weighting+" "+c.by, of("value", "x", c.measure, c.weighting, c.by, ""), c.want, 1e-9)
	}
	near(t, "kolm", of("value", "points", "kolm_0.05", "population", "", ""), 10.227111283699, 1e-9)
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

	// Zeros: nothing to share out has a mean and no Gini; with one zero of two a logarithm would tell the floor alone.
	near(t, "mean of nothing", of("value", "nothing", "mean", "none", "", ""), 0, 0)
	near(t, "gini of nothing", number(t, st, "select count(*) from metric.inequality where indicator_id = 'nothing' and measure in ('gini', 'theil_t', 'palma')"), 0, 0)
	near(t, "theil_l of a zero", number(t, st, "select count(*) from metric.inequality where indicator_id = 'floored' and measure = 'theil_l'"), 0, 0)
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

func TestInequalityIntervalsAndGini(t *testing.T) {
	st := golden(t)
	near(t, "rows with an interval", number(t, st, "select count(*) from metric.inequality where indicator_id = 'x' and low is not null"), 6, 0)
	near(t, "ordered intervals round the value", number(t, st, "select count(*) from metric.inequality where low is not null and (low > high or value > high or group_by is not null and group_by <> '')"), 0, 0)
	parts := func(by string) float64 {
		return number(t, st, "select sum(value) from metric.inequality where indicator_id = 'x' and weighting = 'population' and group_by = '"+by+"' and measure in ('gini_between', 'gini_within', 'gini_overlap')")
	}
	near(t, "gini by oblast adds up", parts("oblast"), 0.299487179487, 1e-9)
	near(t, "gini by size adds up", parts("size_class"), 0.299487179487, 1e-9)
	near(t, "value shares add up", number(t, st, "select sum(value) from metric.inequality where indicator_id = 'x' and weighting = 'none' and group_by = 'oblast' and measure = 'value_share'"), 1, 1e-9)
	// The same facts give the same table.
	near(t, "differing rows of a second run", number(t, golden(t), "select count(*) from metric.inequality"), number(t, st, "select count(*) from metric.inequality"), 0)
	first := cells(t, st, "select indicator_id || measure || weighting, low, high from metric.inequality where low is not null")
	for key, have := range cells(t, golden(t), "select indicator_id || measure || weighting, low, high from metric.inequality where low is not null") {
		if strings.Join(have, " ") != strings.Join(first[key], " ") {
			t.Errorf("%s: %v and %v", key, have, first[key])
		}
	}
}

func TestMoranOfNeighbours(t *testing.T) {
	st := golden(t)
	moran := func(indicator, measure, column string) float64 {
		t.Helper()
		return number(t, st, fmt.Sprintf("select %s from metric.inequality where indicator_id = '%s' and measure = '%s' and weighting = 'none'", column, indicator, measure))
	}
	near(t, "moran of the chain", moran("x", "moran_i", "value"), 0.506493506494, 1e-9)
	near(t, "expected", moran("x", "moran_expected", "value"), -0.25, 1e-9)
	near(t, "communities", moran("x", "moran_i", "n"), 5, 0)
	near(t, "without an outline", moran("odd", "moran_isolates", "value"), 0, 0)
	near(t, "left out of odd", moran("odd", "moran_i", "excluded"), 2, 0)
	near(t, "equal values have no pattern", number(t, st, "select count(*) from metric.inequality where indicator_id = 'nothing' and measure like 'moran%'"), 0, 0)

	local := cells(t, st, "select territory_id, quadrant, neighbours, round(z, 6), round(lag, 6), cluster from metric.lisa where indicator_id = 'x'")
	for unit, want := range map[string]string{
		"c1": "LL 1 -1.128152 -0.725241 ", "c2": "LL 2 -0.725241 -0.725241 ", "c4": "HH 2 0.483494 0.68495 ", "c5": "HH 1 1.692228 0.483494 ", "lost": "",
	} {
		if have := strings.Join(local[unit], " "); have != want {
			t.Errorf("%s: %q, want %q", unit, have, want)
		}
	}
	near(t, "mean of local", number(t, st, "select avg(local_i) from metric.lisa where indicator_id = 'x'"), 0.506493506494, 1e-6)
}

func TestOutline(t *testing.T) {
	rings, err := outline("M-3 4l1 0-1-2zM7 7l0 1 1 0z")
	if err != nil || len(rings) != 2 || fmt.Sprint(rings[0]) != "[[-3 4] [-2 4] [-3 2]]" || fmt.Sprint(rings[1]) != "[[7 7] [7 8] [8 8]]" {
		t.Errorf("rings %v, %v", rings, err)
	}
	for _, bad := range []string{"", "L1 1z", "M1z", "M1 2l3z", "M1 2lx yz"} {
		if _, err := outline(bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}

func TestConvergenceOfRevenue(t *testing.T) {
	st := golden(t)
	of := func(series, measure, weighting, column string) float64 {
		t.Helper()
		return number(t, st, fmt.Sprintf("select %s from metric.convergence where series_id = '%s' and measure = '%s' and weighting = '%s' and year_from = 2020 and year_to = 2022", column, series, measure, weighting))
	}
	const net = "own_revenue_without_military_tax"
	near(t, "beta", of(net, "beta", "none", "value"), -0.119235640010, 1e-9)
	near(t, "lambda", of(net, "lambda", "none", "value"), 0.136213696174, 1e-9)
	near(t, "half-life", of(net, "half_life", "none", "value"), 5.088674634, 1e-9)
	near(t, "sigma 0", of(net, "sigma_0", "none", "value"), 0.524237633789, 1e-9)
	near(t, "sigma 1", of(net, "sigma_1", "none", "value"), 0.400439730269, 1e-9)
	near(t, "pairs", of(net, "beta", "population", "n"), 5, 0)
	near(t, "a community with one year alone", of(net, "beta", "none", "excluded"), 1, 0)
	if reported := of("own_revenue_as_reported", "beta", "none", "value"); reported > -0.2 {
		t.Errorf("beta with the tax of the military %v: the flat tax should look like catching up", reported)
	}
	near(t, "intervals", number(t, st, "select count(*) from metric.convergence where measure = 'beta' and low <= value and value <= high"), 4, 0)
	near(t, "quintiles that nobody leaves", of(net, "transition_1_1", "none", "value"), 1, 0)
}

// TestConvergenceOfAPanel: a series of three years has the spread of each over the communities that have a value above 0 in all of them, and beta between
// its ends over the same: of logarithms 0 and 2 the first grew by 1 and the second fell by 0.5 in two years, half of the start apart and back.
func TestConvergenceOfAPanel(t *testing.T) {
	st := golden(t)
	of := func(from, to int, measure, weighting, column string) float64 {
		t.Helper()
		return number(t, st, fmt.Sprintf("select %s from metric.convergence where series_id = 'osbb_per_10k' and measure = '%s' and weighting = '%s' and year_from = %d and year_to = %d", column, measure, weighting, from, to))
	}
	for year, want := range map[int]float64{2015: 1, 2016: 0.5, 2017: 0.25} {
		near(t, "sigma", of(year, year, "sigma", "none", "value"), want, 1e-9)
		near(t, "communities with all years", of(year, year, "sigma", "none", "n"), 2, 0)
	}
	near(t, "trend over all years", of(2015, 2017, "sigma_trend", "none", "value"), -0.375, 1e-9)
	near(t, "one trend", number(t, st, "select count(*) from metric.convergence where series_id = 'osbb_per_10k' and measure = 'sigma_trend'"), 2, 0)
	near(t, "sigma 0 is that of the path", of(2015, 2017, "sigma_0", "none", "value"), 1, 1e-9)
	near(t, "beta", of(2015, 2017, "beta", "none", "value"), (-0.25-0.5)/2, 1e-9)
	near(t, "left out", of(2015, 2017, "beta", "none", "excluded"), 2, 0)
	// Weights 5 and 3: the variance of two values d apart is 15/64 d².
	near(t, "weighted sigma", of(2015, 2015, "sigma", "population", "value"), 2*math.Sqrt(15.0)/8, 1e-9)
	near(t, "intervals of sigma", number(t, st, "select count(*) from metric.convergence where measure = 'sigma' and low <= value and value <= high"), 6, 0)
}

// TestGap: five values, three rural (20, 30, 40) and two urban (60, 90), of which only the small have a size class.
func TestGap(t *testing.T) {
	st := golden(t)
	got := cells(t, st, "select pair || ' ' || weighting, mean_a, mean_b, gap, round(ratio, 6), n_a, n_b, closing from metric.gap where indicator_id = 'x'")
	for key, want := range map[string]string{
		"urban_rural none": "75 30 45 2.5 2 3 ", "urban_rural population": "70 25.5555555556 44.4444444444 2.73913 2 3 ",
		"rear_front none": "60 30 30 2 3 2 ",
	} {
		if have := strings.Join(got[key], " "); have != want {
			t.Errorf("%s: %q, want %q", key, have, want)
		}
	}
	near(t, "pairs without a side", number(t, st, "select count(*) from metric.gap where pair = 'large_small'"), 0, 0)
	near(t, "intervals of few", number(t, st, "select count(*) from metric.gap where low is not null or high is not null"), 0, 0)
	first := map[string]groupMeans{}
	for _, c := range []struct {
		period, want string
		a, b         float64
	}{{"2023", "NaN ", 50, 20}, {"2024-Q4", "5 within", 51, 26}, {"2025", "NaN never", 60, 20}} {
		s := series{indicator: "x", period: c.period}
		years, status, err := s.closing("pair", inequality.Gap{MeanA: c.a, MeanB: c.b}, first)
		if err != nil || fmt.Sprint(years)+" "+status != c.want {
			t.Errorf("%s: %v %q %v, want %q", c.period, years, status, err, c.want)
		}
	}
}
