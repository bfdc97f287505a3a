// SPDX-License-Identifier: Apache-2.0

package catalog_test

import (
	"strings"
	"testing"

	"osnova/catalog"
)

// TestDepth: brackets, indents and dashes count, whichever nests deepest; brackets that close are left.
func TestDepth(t *testing.T) {
	for text, want := range map[string]int{
		"":                                      0,
		"a: 1\nb: 2\n":                          0,
		"a:\n  b:\n    c: 1\n":                  2,
		"a: [[1], [2], {b: [3]}]\n":             3,
		"- - - x\n":                             3,
		"]]]] a: [1]\n":                         1,
		strings.Repeat("[", catalog.MaxDepth+1): catalog.MaxDepth + 1,
	} {
		if got := catalog.Depth(text); got != want {
			t.Errorf("%.20q nests %d deep, want %d", text, got, want)
		}
	}
}
