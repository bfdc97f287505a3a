package main

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"osnova/catalog"
)

// TestDictionaryIsUpToDate: docs/dictionary.md is what `osnova docs` writes today.
func TestDictionaryIsUpToDate(t *testing.T) {
	have, err := os.ReadFile("../../docs/dictionary.md")
	if err != nil {
		t.Fatal(err)
	}
	cat, err := catalog.Load(rooms)
	if err != nil {
		t.Fatal(err)
	}
	a := &app{}
	if d := cmp.Diff(string(dictionary(cat, a.root())), string(have)); d != "" {
		t.Errorf("run make docs:\n%s", d)
	}
}

// TestReadmeNamesEveryCommand: a newcomer finds each command in the README.
func TestReadmeNamesEveryCommand(t *testing.T) {
	body, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range (&app{}).root().Commands() {
		if c.Name() != "help" && !strings.Contains(string(body), c.Name()) {
			t.Errorf("README does not name osnova %s", c.Name())
		}
	}
}
