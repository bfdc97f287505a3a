// SPDX-License-Identifier: Apache-2.0

package eventlog

import "testing"

// TestGoalpostTurnsTheInterval: where less is better, the low end of a metric is the high end of its score.
func TestGoalpostTurnsTheInterval(t *testing.T) {
	m := &Measurer{}
	near := func(name string, got, want float64) {
		if got < want-1e-9 || got > want+1e-9 {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	less := m.z(1, Value{Value: 0.9, Low: 0.6, High: 1.2})
	near("less is better", less.Value, 50)
	near("its low", less.Low, 25)
	near("its high", less.High, 75)
	more := m.z(4, Value{Value: 0.4, Low: 0.2, High: 0.6})
	near("more is better", more.Value, 50)
	near("its low", more.Low, 25)
	near("its high", more.High, 75)
}
