// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestMutationsCanBeMade: the list can be read, and every text to change is there once, so that the list does not rot between whole runs.
func TestMutationsCanBeMade(t *testing.T) {
	body, err := os.ReadFile("mutations.txt")
	if err != nil {
		t.Fatal(err)
	}
	mutations, err := ReadMutations(string(body))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range mutations {
		file, err := os.ReadFile(filepath.Join("../..", m.File))
		if err != nil {
			t.Errorf("line %d: %v", m.Line, err)
			continue
		}
		if n := strings.Count(string(file), m.Old); n != 1 {
			t.Errorf("line %d: %s has %q %d times", m.Line, m.File, m.Old, n)
		}
	}
}

// TestRead: what is missing or unknown in a block is refused with its line.
func TestRead(t *testing.T) {
	good := "# why\nfile: a.go\nold: \"x\\n\"\nnew: y\ntest: ./a ^TestA$\n"
	got, err := ReadMutations("# head\n\n" + good)
	if err != nil || len(got) != 1 || got[0] != (Mutation{Line: 3, File: "a.go", Old: "x\n", New: "y", Package: "./a", Pattern: "^TestA$"}) {
		t.Errorf("%+v, %v", got, err)
	}
	for _, bad := range []string{strings.Replace(good, "new: y", "new: \"x\\n\"", 1), strings.Replace(good, "test", "tset", 1), strings.Replace(good, " ^TestA$", "", 1), good + "words\n"} {
		if _, err := ReadMutations(bad); err == nil || !strings.Contains(err.Error(), "line 1") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
