// SPDX-License-Identifier: Apache-2.0

package catalog

import "strings"

// Bounds of YAML that a person wrote, for the decoder takes hours and all memory beyond them; the largest embedded declaration has 8 kB.
const (
	MaxBytes = 1 << 18 // bytes of a file
	MaxDepth = 50      // brackets, lists and indents within one another
)

// Depth is how deep brackets, dashes and indents of a YAML text nest, at most; brackets within quotes count too.
func Depth(text string) (deepest int) {
	brackets := 0
	for _, line := range strings.Split(text, "\n") {
		rest := strings.TrimLeft(line, " -?")
		deepest = max(deepest, (len(line)-len(rest))/2)
		for _, r := range rest {
			switch r {
			case '[', '{':
				brackets++
			case ']', '}':
				brackets = max(brackets-1, 0)
			}
			deepest = max(deepest, brackets)
		}
	}
	return deepest
}
