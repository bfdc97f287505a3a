// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"osnova/catalog"
	"osnova/metrics/composite"
)

// TestUnknownConditionNeverHelps: what a service point does not state of itself cannot raise its score, nor that of a dimension.
func TestUnknownConditionNeverHelps(t *testing.T) {
	x := specified(t, "service_conditions")
	st := &Stage{Catalog: &catalog.Catalog{}}
	leaves := x.Leaves()
	score := func(t interface{ Fatal(...any) }, values []float64) *composite.Result {
		u := &indexUnits{ids: []string{"point"}, levels: []string{x.Level}, periods: []string{x.Period}, eligible: []bool{false}, matrix: composite.NewMatrix([]string{"point"}, leaves)}
		for j, v := range values {
			u.matrix.Columns[j][0] = v
		}
		in := composite.Input{Spec: specOf(x)}
		framework, posts, err := st.framework(x)
		if err != nil {
			t.Fatal(err)
		}
		in.Framework, in.Spec.Normalise = framework, composite.Between(goalpostsFile, posts)
		if in.Data, err = u.data(framework); err != nil {
			t.Fatal(err)
		}
		built, err := composite.Build(in)
		if err != nil {
			t.Fatal(err)
		}
		return built.Result
	}
	scored := 0
	rapid.Check(t, func(t *rapid.T) {
		values := make([]float64, len(leaves))
		for j, leaf := range leaves {
			values[j] = float64(rapid.IntRange(0, 1).Draw(t, leaf))
			if leaf == "hours_week" {
				values[j] = float64(rapid.IntRange(1, 90).Draw(t, leaf))
			}
		}
		whole := score(t, values)
		if !math.IsNaN(whole.Scores.Columns[0][0]) {
			scored++
		}
		for _, j := range rapid.SliceOfNDistinct(rapid.IntRange(0, len(leaves)-1), 1, 4, rapid.ID).Draw(t, "unknown") {
			values[j] = math.NaN()
		}
		known := score(t, values)
		for j, node := range whole.Scores.Names {
			if less := known.Scores.Columns[j][0]; less > whole.Scores.Columns[j][0]+1e-9 {
				t.Fatalf("%s rises from %v to %v by what is not known", node, whole.Scores.Columns[j][0], less)
			}
		}
	})
	if scored == 0 {
		t.Error("no point that states everything has a score")
	}
}
