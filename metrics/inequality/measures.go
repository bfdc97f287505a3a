// SPDX-License-Identifier: Apache-2.0

package inequality

import "fmt"

// Measure is a named measure of (x, w), as tables of results list them.
type Measure struct {
	Name          string
	NeedsPositive bool // takes ln x: apply [Zeros] first
	domain        domain
	of            func(*sample) (float64, error)
}

// Of computes the measure; errors as of the function it names. gini_corrected is
// [ErrUndefined] for weighted units.
func (m Measure) Of(x, w []float64) (float64, error) {
	if m.of == nil {
		return 0, fmt.Errorf("measure %q: take one from Measures", m.Name)
	}
	return measureOn(x, w, m.domain, m.of)
}

// Measures returns the standard list in the order of publication: mean, gini,
// gini_corrected, theil_t, theil_l, ge_2, atkinson_0.5, atkinson_1, atkinson_2,
// ede_1, hoover, kolm_0.05, cv, sd, p90p10, p90_minus_p10, palma, s80s20 and
// lorenz_0.1 … lorenz_0.9.
func Measures() []Measure {
	list := []Measure{
		{"mean", false, anyReal, (*sample).average},
		{"gini", false, nonNegative, (*sample).gini},
		{"gini_corrected", false, nonNegative, (*sample).giniCorrected},
		{"theil_t", false, nonNegative, (*sample).theilT},
		{"theil_l", true, positive, (*sample).theilL},
		{"ge_2", false, nonNegative, (*sample).ge2},
		atkinsonMeasure("atkinson_0.5", 0.5),
		atkinsonMeasure("atkinson_1", 1),
		atkinsonMeasure("atkinson_2", 2),
		{"ede_1", true, positive, func(s *sample) (float64, error) { return s.ede(1), nil }},
		{"hoover", false, nonNegative, (*sample).hoover},
		{"kolm_0.05", false, anyReal, func(s *sample) (float64, error) { return s.kolm(0.05), nil }},
		{"cv", false, nonNegative, (*sample).cv},
		{"sd", false, anyReal, (*sample).sd},
		{"p90p10", false, nonNegative, (*sample).p90p10},
		{"p90_minus_p10", false, anyReal, (*sample).p90MinusP10},
		{"palma", false, nonNegative, (*sample).palma},
		{"s80s20", false, nonNegative, (*sample).s80s20},
	}
	for tenth := 1; tenth <= 9; tenth++ {
		p := float64(tenth) / 10
		list = append(list, Measure{
			fmt.Sprintf("lorenz_0.%d", tenth), false, nonNegative,
			func(s *sample) (float64, error) { return s.lorenzAt(p), nil },
		})
	}
	return list
}

func atkinsonMeasure(name string, eps float64) Measure {
	d := atkinsonDomain(eps)
	return Measure{name, d == positive, d, func(s *sample) (float64, error) { return s.atkinson(eps), nil }}
}
