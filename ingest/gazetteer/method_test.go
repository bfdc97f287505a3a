// SPDX-License-Identifier: Apache-2.0

package gazetteer

import (
	"testing"

	"osnova/catalog/methodtest"
)

// TestMethod: every deduction of a match is that of docs/method.md, and none is missing there.
func TestMethod(t *testing.T) {
	if n := methodtest.Constants(t, "../..", "ingest/gazetteer"); n != len(deductions)+1 {
		t.Errorf("docs/method.md has %d constants of matching; there are %d deductions and a limit", n, len(deductions))
	}
}
