// SPDX-License-Identifier: Apache-2.0

package catalog

import "strings"

// Text is a sentence or name in both languages of the project.
type Text struct {
	UK string `yaml:"uk"`
	EN string `yaml:"en"`
}

// In returns the text in the language named, "uk" or "en"; any other language reads as Ukrainian.
func (t Text) In(lang string) string {
	if lang == "en" {
		return t.EN
	}
	return t.UK
}

// IsZero reports whether neither language is filled.
func (t Text) IsZero() bool { return t.UK == "" && t.EN == "" }

// Nearest returns the candidate closest to name by edit distance, or "" if none is near.
func Nearest(name string, candidates []string) string {
	best, at := "", 1+len([]rune(name))/2
	for _, c := range candidates {
		if d := distance(strings.ToLower(name), strings.ToLower(c)); d < at {
			best, at = c, d
		}
	}
	return best
}

// distance is the Levenshtein distance in runes.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		left := row[0]
		row[0] = i + 1
		for j := range y {
			cost := left
			if x[i] != y[j] {
				cost++
			}
			left = row[j+1]
			row[j+1] = min(cost, row[j]+1, left+1)
		}
	}
	return row[len(y)]
}
