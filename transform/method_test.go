// SPDX-License-Identifier: Apache-2.0

package transform

import (
	"testing"

	"osnova/catalog/methodtest"
)

// TestMethod: the thresholds in models are those of docs/method.md.
func TestMethod(t *testing.T) {
	if n := methodtest.Constants(t, "..", "transform"); n < 10 {
		t.Errorf("docs/method.md has %d constants of models only", n)
	}
}
