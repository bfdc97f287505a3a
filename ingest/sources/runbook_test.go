// SPDX-License-Identifier: Apache-2.0

package sources_test

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"unicode/utf8"
)

var runbookLines = regexp.MustCompile(`(?m)^runbook:\n  uk: "(.+)"\n  en: "(.+)"$`)

// TestEverySourceHasARunbook: each source says in both languages what to do when it fails, in words of its own, and names no person.
func TestEverySourceHasARunbook(t *testing.T) {
	files, err := filepath.Glob("*/source.yaml")
	if err != nil || len(files) < 90 {
		t.Fatalf("%d sources, %v", len(files), err)
	}
	taken := map[string]string{}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		found := runbookLines.FindSubmatch(body)
		if found == nil {
			t.Errorf("%s has no runbook of two lines, uk and en", file)
			continue
		}
		for _, text := range []string{string(found[1]), string(found[2])} {
			if n := utf8.RuneCountInString(text); n < 80 || n > 420 {
				t.Errorf("%s: %d signs: %q", file, n, text)
			}
			if other := taken[text]; other != "" {
				t.Errorf("%s says what %s says: %q", file, other, text)
			}
			taken[text] = file
			for what, shape := range private {
				if hit := shape.FindString(text); hit != "" {
					t.Errorf("%s: the runbook looks like %s: %q", file, what, hit)
				}
			}
		}
	}
}
