package metrics

import (
	"math"
	"testing"

	"osnova/metrics/quality"
)

// TestQualityIndexIsTheDeclaredOne: the index that the pipeline declares and the library that researchers call are one.
func TestQualityIndexIsTheDeclaredOne(t *testing.T) {
	sqi := specified(t, "sqi")
	if !sqi.Rank.Basis || sqi.Root.MinChildren != quality.LeastComponents {
		t.Errorf("the declared index ranks within equal bases: %v, and wants %d components", sqi.Rank.Basis, sqi.Root.MinChildren)
	}
	want := map[string]float64{"SQI.S": quality.WeightS, "SQI.E": quality.WeightE, "SQI.A": quality.WeightA}
	for _, c := range sqi.Root.Children {
		if c.Weight != want[c.ID] {
			t.Errorf("component %s weighs %v in the declaration, %v in the library", c.ID, c.Weight, want[c.ID])
		}
		delete(want, c.ID)
	}
	if len(want) > 0 {
		t.Errorf("the declaration lacks %v", want)
	}
	// the golden of metrics/quality by the weights declared: S 70, E 50
	x, err := quality.SQI(quality.Component{Score: 70}, quality.Component{Score: 50}, quality.Absent)
	if err != nil || math.Abs(x.Value-(0.40*70+0.35*50)/0.75) > 1e-9 || x.Basis != "SE-" {
		t.Errorf("%+v %v", x, err)
	}
}
