// SPDX-License-Identifier: Apache-2.0

package reports

import "fmt"

// trial is how often the 95 % interval of a measure held the truth over invented populations: for how many of them in 93–97 % of samples from 100
// units on, for how many more from 500 on. The figures are those of docs/coverage.md.
type trial struct{ of, from100, from500 int }

var trials = map[string]trial{
	"gini":    {14, 11, 3},
	"means":   {14, 12, 2},
	"gap":     {12, 11, 0},
	"S":       {12, 11, 1},
	"share":   {12, 11, 1},
	"theil_t": {14, 9, 1},
	"theil_l": {14, 10, 3},
}

// trust says from how many units on an interval of sampling can be trusted; units is their genitive plural.
func (l tongue) trust(measure, units string) (string, error) {
	t, ok := trials[measure]
	if !ok {
		return "", fmt.Errorf("no trial of an interval is called %q", measure)
	}
	rest := t.of - t.from100 - t.from500
	if l.uk() {
		text := fmt.Sprintf("Інтервал перевірено на %d модельних розподілах: від 100 %s йому можна вірити за %d із них", t.of, units, t.from100)
		if t.from500 > 0 {
			text += fmt.Sprintf(", від 500 — ще за %d", t.from500)
		}
		if rest > 0 {
			text += fmt.Sprintf(", за %d замало й 500", rest)
		}
		return text + "; за меншого числа він лише орієнтир.", nil
	}
	text := fmt.Sprintf("The interval was tried on %d model populations: from 100 %s on it can be trusted in %d of them", t.of, units, t.from100)
	if t.from500 > 0 {
		text += fmt.Sprintf(", from 500 on in %d more", t.from500)
	}
	if rest > 0 {
		text += fmt.Sprintf(", in %d not even with 500", rest)
	}
	return text + "; with fewer it is a rough guide.", nil
}
