// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestCatalogByPages: a country whose catalogue needs two pages accounts for each by what stands on it, read in the order of the pages.
func TestCatalogByPages(t *testing.T) {
	o := &Folder{Dir: t.TempDir()}
	if err := openData.Write(Invent(1, 0.2), o); err != nil {
		t.Fatal(err)
	}
	want, seen, total := map[account]int{}, map[string]bool{}, 0
	files := []string{"package_search?rows=1000", "package_search?rows=1000&start=1000"}
	for _, file := range files {
		body, err := os.ReadFile(filepath.Join(o.Dir, "mirror", "data-gov-ua", "api", "3", "action", file))
		if err != nil {
			t.Fatal(err)
		}
		var answer struct {
			Result struct {
				Count   int
				Results []struct {
					ID, State    string
					Organization struct{ Title string }
					Resources    []struct{ ID string }
				}
			}
		}
		if err := json.Unmarshal(body, &answer); err != nil {
			t.Fatal(err)
		}
		for _, p := range answer.Result.Results {
			fate := "loaded"
			switch {
			case !strings.HasSuffix(p.Organization.Title, " рада"):
				fate = "skipped:not_council"
			case p.State == "deleted":
				fate = "skipped:deleted"
			case seen[p.ID]:
				fate = "quarantined"
			}
			seen[p.ID] = true
			want[account{"open_dataset", file, fate}]++
			if len(p.Resources) == 0 {
				want[account{"open_resource", file, "skipped:each_empty"}]++
			}
			for range p.Resources {
				want[account{"open_resource", file, fate}]++
			}
		}
		total += len(answer.Result.Results)
		if file == files[0] && len(answer.Result.Results) != 1000 || file == files[1] && total != answer.Result.Count {
			t.Errorf("%s has %d packages, %d up to there of %d", file, len(answer.Result.Results), total, answer.Result.Count)
		}
	}
	if d := cmp.Diff(want, o.accounts, cmp.AllowUnexported(account{})); d != "" {
		t.Errorf("accounts (-read +truth):\n%s", d)
	}
}
