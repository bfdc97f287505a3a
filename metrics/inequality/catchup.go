// SPDX-License-Identifier: Apache-2.0

package inequality

import (
	"fmt"
	"math"
)

// CatchUpCap is the horizon in years beyond which a scenario is not told.
const CatchUpCap = 50

// CatchUp is how long a gap would last at the present pace: a scenario, never a
// forecast.
type CatchUp struct {
	Years  *float64 // nil unless Status is "reached" or "within"
	Status string   // "reached" (0 years), "within", "beyond" (more than [CatchUpCap] years, say "50+"), "never" (no catch-up at this pace)
}

// CatchUpLinear returns the years until behind meets ahead when both change by a
// constant amount a year: (ahead − behind)/(paceBehind − paceAhead). A fixed
// target is an ahead of pace 0. Any finite numbers.
func CatchUpLinear(behind, paceBehind, ahead, paceAhead float64) (CatchUp, error) {
	if err := checkFinite("value or pace", []float64{behind, paceBehind, ahead, paceAhead}); err != nil {
		return CatchUp{}, err
	}
	return catchUp(ahead-behind, paceBehind-paceAhead), nil
}

// CatchUpRelative returns the years until behind meets ahead when both grow by a
// constant rate: ln(ahead/behind)/(growthBehind − growthAhead), growth in logs a
// year (ln 1.06 is six per cent). Values above 0.
func CatchUpRelative(behind, growthBehind, ahead, growthAhead float64) (CatchUp, error) {
	if err := checkFinite("value or growth", []float64{behind, growthBehind, ahead, growthAhead}); err != nil {
		return CatchUp{}, err
	}
	if behind <= 0 || ahead <= 0 {
		return CatchUp{}, fmt.Errorf("relative catch-up of %v to %v: give values above 0", behind, ahead)
	}
	return catchUp(math.Log(ahead)-math.Log(behind), growthBehind-growthAhead), nil
}

// CatchUpLogistic returns the years until a bounded value reaches target on the
// logistic path whose slope now is pace: near the bound growth slows, which a
// straight line does not know (for values above 80 of 100).
// 0 < value, target < upper.
func CatchUpLogistic(value, pace, target, upper float64) (CatchUp, error) {
	if err := checkFinite("value, pace or bound", []float64{value, pace, target, upper}); err != nil {
		return CatchUp{}, err
	}
	if !(value > 0 && target > 0 && value < upper && target < upper) {
		return CatchUp{}, fmt.Errorf("logistic catch-up of %v to %v: give values above 0 and below the bound %v", value, target, upper)
	}
	logit := func(v float64) float64 { return math.Log(v) - math.Log(upper-v) }
	return catchUp(logit(target)-logit(value), pace/(value*(1-value/upper))), nil
}

func catchUp(distance, closing float64) CatchUp {
	years := distance / closing
	switch {
	case distance <= 0:
		years = 0
		return CatchUp{&years, "reached"}
	case closing <= 0:
		return CatchUp{nil, "never"}
	case years > CatchUpCap:
		return CatchUp{nil, "beyond"}
	}
	return CatchUp{&years, "within"}
}
