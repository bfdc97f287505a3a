// SPDX-License-Identifier: Apache-2.0

package inequality

import "testing"

// Under-five deaths in India by quintile of wealth, births of 1982–1992: the worked
// example of O. O'Donnell, E. van Doorslaer, A. Wagstaff and M. Lindelow, Analyzing
// Health Equity Using Household Survey Data, World Bank 2008, chapter 8 (births,
// deaths per 1,000, poorest first). Its concentration index is −0.1694.
func TestUnderFiveDeathsInIndia(t *testing.T) {
	births := []float64{29939, 28776, 26528, 24689, 19739}
	deaths := []float64{154.7, 152.9, 119.5, 86.9, 54.3}
	c, err := ConcentrationIndex(deaths, births, []float64{1, 2, 3, 4, 5})
	near(t, "concentration index", value(t)(c, err), -0.1694, 5e-5)
	mean, err := Mean(deaths, births)
	near(t, "deaths per 1,000", value(t)(mean, err), 118.9, 0.05)
	points, err := ConcentrationCurve(deaths, births, []float64{1, 2, 3, 4, 5})
	if err != nil || points[1].L <= points[1].P {
		t.Errorf("deaths of the poorest are more than their share: %v, %v", points, err)
	}
}

// The incomes of the help page of ineq() in the R package ineq (A. Zeileis and C.
// Kleiber), for which it prints a Gini of 0.4620911; Theil by the definition.
func TestIncomesOfIneq(t *testing.T) {
	x := []float64{541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261}
	g, err := Gini(x, nil)
	near(t, "gini", value(t)(g, err), 0.4620911, 5e-8)
	th, err := TheilT(x, nil)
	near(t, "theil t", value(t)(th, err), 0.362341242343895, 1e-12)
}
