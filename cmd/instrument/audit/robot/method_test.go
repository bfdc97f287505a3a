// SPDX-License-Identifier: Apache-2.0

package robot

import (
	"testing"

	"osnova/catalog/methodtest"
)

// TestMethod: the limits of the checks are those of docs/method.md.
func TestMethod(t *testing.T) {
	if methodtest.Constants(t, "../../../..", "cmd/instrument/audit/robot") == 0 {
		t.Error("docs/method.md has no constant of the audit")
	}
}
