// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"osnova/catalog"
)

// TestMirrorWithoutASource: of a source that the mirror does not have the embedded facts stand, and nothing is wrong; where it has one file of two, or
// none of any source, that is told.
func TestMirrorWithoutASource(t *testing.T) {
	ctx := context.Background()
	source := func(name string, files ...string) catalog.Source {
		s := catalog.Source{Name: name}
		for _, f := range files {
			s.Files = append(s.Files, catalog.File{Name: f, Mirror: f})
		}
		return s
	}
	towns, hamlets, own := source("towns", "towns.csv", "more.csv"), source("hamlets", "hamlets.csv"), source("own", "data.csv")
	own.Own = true
	for name, c := range map[string]struct {
		files string
		told  []string
		lacks map[string]bool
		empty bool
	}{
		"one source of two":      {"hamlets.csv", nil, map[string]bool{"towns": true, "hamlets": false}, false},
		"one file of two":        {"more.csv", nil, map[string]bool{"towns": false, "hamlets": true}, false},
		"nothing":                {"", nil, map[string]bool{"towns": true, "hamlets": true}, true},
		"files of others":        {"else.csv", nil, map[string]bool{"towns": true, "hamlets": true}, true},
		"says that it has them":  {"", []string{"towns", "hamlets"}, map[string]bool{"towns": false, "hamlets": false}, false},
		"a table of our own too": {"own/own/data.csv", nil, map[string]bool{"own": false, "towns": true}, true},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for _, f := range strings.Fields(c.files) {
				full := filepath.Join(dir, f)
				if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(full, []byte("x"), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			st := &Stage{Catalog: &catalog.Catalog{Sources: []catalog.Source{towns, hamlets, own}}, Files: os.DirFS(t.TempDir()), Mirror: dir}
			st.told.Sources = c.told
			for _, s := range st.Catalog.Sources {
				want, asked := c.lacks[s.Name]
				if !asked {
					continue
				}
				if got := st.lacks(ctx, s, st.bytesUnder()); got != want {
					t.Errorf("%s: lacking is %v, want %v", s.Name, got, want)
				}
			}
			if found := st.emptyMirror(ctx); (len(found) > 0) != c.empty {
				t.Errorf("found %v, want a finding: %v", found, c.empty)
			}
		})
	}
}
