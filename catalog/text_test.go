// SPDX-License-Identifier: Apache-2.0

package catalog

import "testing"

// TestSortedFindings: findings go by place, those of one place by words.
func TestSortedFindings(t *testing.T) {
	var all Findings
	all.Add("b:1", "", "first")
	all.Add("a:2", "", "third")
	all.Add("a:2", "", "second")
	got := all.Sorted()
	if got[0].What != "second" || got[1].What != "third" || got[2].Where != "b:1" {
		t.Errorf("sorted: %v", got)
	}
}
