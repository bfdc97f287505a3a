// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"osnova/catalog"
	"osnova/metrics/composite"
)

// shared are the keys of a declaration that the spec of osnova index has word for word.
var shared = []string{"floor", "rank", "uncertainty", "sensitivity"}

// TestDeclarationsAreSpecs: what a declared index says in words of the spec is read by both to the same, and what --from writes is read
// as what the site computes with.
func TestDeclarationsAreSpecs(t *testing.T) {
	cat, err := catalog.Load(os.DirFS(".."))
	if err != nil {
		t.Fatal(err)
	}
	blind := cmpopts.IgnoreUnexported(composite.Normalisation{})
	varied := 0
	for _, x := range cat.Indices {
		want := specOf(x)
		body, err := os.ReadFile("../" + x.File)
		if err != nil {
			t.Fatal(err)
		}
		own := catalogText(string(body), shared)
		if strings.Contains(own, "uncertainty:") {
			varied++
		}
		var read composite.Spec
		if found := catalog.Decode(x.File, []byte(own), &read); len(found) > 0 {
			t.Errorf("%s is no spec: %v", x.File, found)
		}
		if diff := cmp.Diff([]any{want.Floor, want.Uncertainty, want.Sensitivity, want.Rank.Basis}, []any{read.Floor, read.Uncertainty, read.Sensitivity, read.Rank != nil && read.Rank.Basis}); diff != "" {
			t.Errorf("%s is read in two ways: %s", x.File, diff)
		}
		want.Normalise = composite.Between(goalpostsFile, nil)
		var again composite.Spec
		if found := catalog.Decode("spec.yaml", specText(want, "a note\nof two lines"), &again); len(found) > 0 {
			t.Errorf("%s: spec.yaml: %v", x.Name, found)
		}
		if diff := cmp.Diff(want, again, blind, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: what --from writes is read otherwise: %s", x.Name, diff)
		}
		if err := again.Check(); err != nil {
			t.Errorf("%s: %v", x.Name, err)
		}
	}
	if varied < 4 {
		t.Errorf("only %d indices have an uncertainty", varied)
	}
}

// catalogText is the text of these top-level keys of a YAML file.
func catalogText(body string, keys []string) string {
	var out strings.Builder
	inside := false
	for _, line := range strings.SplitAfter(body, "\n") {
		if key, _, ok := strings.Cut(line, ":"); ok && !strings.HasPrefix(line, " ") {
			inside = slices.Contains(keys, key)
		}
		if inside {
			out.WriteString(line)
		}
	}
	return out.String()
}
