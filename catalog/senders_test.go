// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"os"
	"slices"
	"testing"
)

// TestSendersAreApart: what many units hand in in one archive is never refused as a whole for the faults of some: 2 faulty rows of 4, as a small round may
// have, are quarantined, and the rows of the other senders are read.
func TestSendersAreApart(t *testing.T) {
	c, err := Load(os.DirFS(".."))
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, s := range c.Sources {
		if !slices.ContainsFunc(s.Files, func(f File) bool { return f.Mirror == "forms/forms.zip" }) {
			continue
		}
		if seen++; s.Tolerance != 1 {
			t.Errorf("%s refuses every sender where %g of all records are at fault", s.Name, s.Tolerance)
		}
	}
	if seen != 2 {
		t.Errorf("%d sources read the archive of forms, want 2", seen)
	}
}
