// SPDX-License-Identifier: Apache-2.0

package budget_code_name

import (
	"bufio"
	"compress/gzip"
	"os"
	"strings"
	"testing"

	"osnova/ingest/sources/sourcetest"
)

// TestNames: every economic code of the spending of 2021 has a name, and the division of every function; nothing else is named but five programmes.
func TestNames(t *testing.T) {
	s := sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.ReadBeside, sourcetest.Counts{In: 41, Loaded: 41, Rows: 41})
	f, err := os.Open("../kse_expenses_2021/facts.csv.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	spent := map[string]bool{}
	lines := bufio.NewScanner(z)
	for lines.Scan() {
		cut, code, _ := strings.Cut(strings.Split(lines.Text(), ",")[2], "_")
		switch cut {
		case "econ":
			spent["economic "+code] = true
		case "func":
			spent["function "+code[:2]+"00"] = true
		case "prog":
			spent["programme "+code] = true
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	kind, code, programmes := s.Source.Column("kind"), s.Source.Column("code"), 0
	for _, r := range s.Rows {
		key := r[kind] + " " + r[code]
		if !spent[key] {
			t.Errorf("%s is named, and nothing was spent under it", key)
		}
		delete(spent, key)
		if r[kind] == "programme" {
			programmes++
		}
	}
	for key := range spent {
		if !strings.HasPrefix(key, "programme ") {
			t.Errorf("%s has no name", key)
		}
	}
	if programmes != 5 {
		t.Errorf("%d programmes are named, want 5", programmes)
	}
}
