// SPDX-License-Identifier: Apache-2.0

package coverage

import (
	"fmt"
	"strings"
)

// write is docs/coverage.md.
func write(all []measured) string {
	var b strings.Builder
	b.WriteString(`# How often the intervals hold the truth

Made by ` + "`make coverage`" + `: 2,000 samples of each population and size, 1,000 of 500 units, and 399 resamples in each bootstrap, so that a share
has a standard error of 0.5 points, or 0.7. An interval of 95 % is trusted where it holds the truth in 93–97 % of samples. Where the last column names a size, the interval is
trusted from that size on; else from 100 on. With 30 units none is, though many do well.

Not measured here are ranges over choices of method (weights, goalposts, means of an index): they say how a score hangs on choices, not how it
would vary between samples, and are called ranges, not confidence intervals.

`)
	type at struct{ kind, measure, population string }
	cells := map[at]map[int]float64{}
	var order []at
	for _, m := range all {
		k := at{m.kind, m.measure, m.population}
		if cells[k] == nil {
			cells[k] = map[int]float64{}
			order = append(order, k)
		}
		cells[k][m.n] = m.coverage
	}
	last := ""
	done := map[at]bool{}
	for _, first := range order {
		head := first.measure + " (" + first.kind + ")"
		if done[at{first.kind, first.measure, ""}] {
			continue
		}
		done[at{first.kind, first.measure, ""}] = true
		if head != last {
			fmt.Fprintf(&b, "## %s\n\n| population | n = 30 | n = 100 | n = 500 | trusted |\n|---|---|---|---|---|\n", head)
			last = head
		}
		for _, k := range order {
			if k.kind != first.kind || k.measure != first.measure {
				continue
			}
			from, named := untrusted[[2]string{k.measure, k.population}]
			note := ""
			switch {
			case named && from == 0:
				note = "not up to 500"
			case named:
				note = fmt.Sprintf("from %d on", from)
			}
			fmt.Fprintf(&b, "| %s | %.1f | %.1f | %.1f | %s |\n", k.population, cells[k][30], cells[k][100], cells[k][500], note)
		}
		b.WriteString("\n")
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}
