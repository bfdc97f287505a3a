// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"fmt"
	"strings"
	"testing"

	"osnova/catalog"
	"osnova/metrics/inequality"
)

// TestScales: each scale has the measures that mean something on it, and no other; how many values were raised before a logarithm is told.
func TestScales(t *testing.T) {
	communities := "community_id,oblast_id,urbanity,size_class,creation,kind,population:integer,is_ranked:boolean"
	measured := "community_id,indicator,value:number"
	for i := range 21 { // 0 and 10 to 29; yes of every third
		communities += fmt.Sprintf("\nc%02d,A,rural,lt3k,,rural,10,true", i)
		value := i + 9
		if i == 0 {
			value = 0
		}
		measured += fmt.Sprintf("\nc%02d,v,%d\nc%02d,full,%d\nc%02d,yes,%d", i, value, i, i+1, i, 100*(i%3/2))
	}
	of := func(kind, values string, bounds *catalog.Bounds) catalog.Indicator {
		i := indicator(values, nil, "+")
		i.Name, i.ScaleType, i.Bounds = kind+"."+values, kind, bounds
		if bounds != nil {
			i.Name += ".marks"
		}
		i.File = i.Name + ".sql"
		return i
	}
	st, err := run(t, []catalog.Indicator{of("ratio", "v", nil), of("ratio", "full", nil), of("bounded", "v", nil), of("bounded", "v", &catalog.Bounds{Lo: 0, Hi: 30}), of("count", "v", nil), of("binary", "yes", nil)},
		nil, map[string]string{"mart.community": communities, "mart.measured": measured})
	if err != nil {
		t.Fatal(err)
	}
	got := cells(t, st, `select indicator_id, string_agg(distinct measure, ' ' order by measure) from metric.inequality
		where weighting = 'none' and coalesce(group_by, '') = '' and measure not like 'moran%' and measure not like 'lorenz%' group by 1`)
	degrees := "atkinson_0.5 cv%s ge_2 gini gini_corrected hoover%s mean p90_minus_p10%s sd%s theil_t"
	for id, want := range map[string]string{
		"ratio.v":         fmt.Sprintf(degrees, "", "", " p90p10 palma s80s20", ""),
		"ratio.full":      fmt.Sprintf("atkinson_0.5 atkinson_1 atkinson_2 cv%s ge_2 gini gini_corrected hoover%s mean p90_minus_p10%s sd%s theil_t", " ede_1", "", " p90p10 palma s80s20", " theil_l"),
		"bounded.v":       fmt.Sprintf("atkinson_0.5 atkinson_1 cv%s ge_2 gini gini_corrected hoover%s mean p90_minus_p10%s sd%s theil_t", " ede_1", " kolm_0.05", "", " theil_l"),
		"bounded.v.marks": fmt.Sprintf("atkinson_0.5 atkinson_1 cv%s ge_2 gini gini_corrected hoover%s mean p90_minus_p10%s sd%s theil_t", " ede_1", "", "", " theil_l"),
		"count.v":         fmt.Sprintf(degrees, "", "", "", ""),
		"binary.yes":      "mean",
	} {
		if have := strings.Join(got[id], ""); have != want {
			t.Errorf("%s: published %s, want %s", id, have, want)
		}
	}
	near(t, "Lorenz curves", number(t, st, "select count(distinct indicator_id) from metric.lorenz"), 5, 0)
	near(t, "curves of yes or no", number(t, st, "select count(*) from metric.lorenz where indicator_id = 'binary.yes'"), 0, 0)

	values := make([]float64, 21)
	for i := range values {
		values[i] = float64(i + 9)
	}
	for id, floor := range map[string]float64{"bounded.v": 0.1, "bounded.v.marks": 0.03} { // a tenth of a point of 100
		values[0] = floor
		want, err := inequality.TheilL(values, nil)
		if err != nil {
			t.Fatal(err)
		}
		row := "from metric.inequality where weighting = 'none' and coalesce(group_by, '') = '' and indicator_id = '" + id + "' and measure = "
		near(t, id+" theil_l", number(t, st, "select value "+row+"'theil_l'"), want, 1e-9)
		near(t, id+" raised", number(t, st, "select replaced "+row+"'theil_l'"), 1, 0)
		near(t, id+" raised for Gini", number(t, st, "select replaced "+row+"'gini'"), 0, 0)
	}
	near(t, "rows without a scale", number(t, st, "select count(*) from metric.inequality where scale_type not in ('ratio', 'bounded', 'count', 'binary')"), 0, 0)
}

// TestManyZerosTakeNoLogarithm: with more than one zero in twenty the floor would decide.
func TestManyZerosTakeNoLogarithm(t *testing.T) {
	for _, c := range []struct {
		kind, measure string
		replaced      int
		want          bool
	}{
		{"bounded", "theil_l", 5, true},
		{"bounded", "theil_l", 6, false},
		{"bounded", "theil_l_between", 6, false},
		{"bounded", "atkinson_2", 1, false},
		{"bounded", "atkinson_2", 0, true},
		{"ratio", "atkinson_1", 1, false},
		{"ratio", "atkinson_1", 0, true},
		{"count", "ede_1", 0, false},
		{"count", "theil_t", 90, true},
		{"binary", "gini", 0, false},
	} {
		if got := (scale{kind: c.kind, hi: 100}).publishes(c.measure, 100, c.replaced); got != c.want {
			t.Errorf("%s of a scale that is %s, %d of 100 raised: %v", c.measure, c.kind, c.replaced, got)
		}
	}
}
