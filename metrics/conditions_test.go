package metrics

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"osnova/metrics/composite"
)

// TestUnknownConditionNeverHelps: what a service point does not state of itself cannot raise its score, nor that of a dimension.
func TestUnknownConditionNeverHelps(t *testing.T) {
	x := specified(t, "service_conditions")
	posts := map[string]composite.Goalposts{}
	root, err := tree(x, x.Root, posts)
	if err != nil {
		t.Fatal(err)
	}
	leaves := x.Leaves()
	score := func(values []float64) *composite.Result {
		m := composite.NewMatrix([]string{"point"}, leaves)
		for j, v := range values {
			m.Columns[j][0] = v
		}
		z, err := composite.Normalise(m, posts)
		if err != nil {
			t.Fatal(err)
		}
		r, err := scoreTree(root, z)
		if err != nil {
			t.Fatal(err)
		}
		return r
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
		whole := score(values)
		if !math.IsNaN(whole.Scores.Columns[0][0]) {
			scored++
		}
		for _, j := range rapid.SliceOfNDistinct(rapid.IntRange(0, len(leaves)-1), 1, 4, rapid.ID).Draw(t, "unknown") {
			values[j] = math.NaN()
		}
		for j, node := range whole.Scores.Names {
			if less := score(values).Scores.Columns[j][0]; less > whole.Scores.Columns[j][0]+1e-9 {
				t.Fatalf("%s rises from %v to %v by what is not known", node, whole.Scores.Columns[j][0], less)
			}
		}
	})
	if scored == 0 {
		t.Error("no point that states everything has a score")
	}
}
