// SPDX-License-Identifier: Apache-2.0

package methodtest

import "testing"

// TestDifferences: a number that changed is found wherever it stands, also as the beginning of another number.
func TestDifferences(t *testing.T) {
	for _, c := range []struct {
		body, text, value string
		faults            int
	}{
		{"a >=\n  0.8 * b", "a >= {} * b", "0.8", 0},
		{"a >= 0.85 * b", "a >= {} * b", "0.8", 1},
		{"const FDR = 0.05\n", "const FDR = {}", "0.05", 0},
		{"const FDR = 0.051\n", "const FDR = {}", "0.05", 1},
		{"interval 24 month … interval 23 month", "interval {} month", "24", 1},
		{"{0.70, 1.00, 0.30}", "{{}, {}, {}}", "0.7; 1; 0.3", 0},
		{"{0.70, 1.00, 0.30}", "{{}, {}, {}}", "0.7; 1; 0.4", 1},
		{"most = 100_000", "most = {}", "100000", 0},
		{"nothing", "most = {}", "1", 1},
		{"most = 1", "most = {}", "1; 2", 1},
	} {
		if got := Differences(c.body, c.text, c.value); len(got) != c.faults {
			t.Errorf("%q in %q should be %s: %q", c.text, c.body, c.value, got)
		}
	}
}
