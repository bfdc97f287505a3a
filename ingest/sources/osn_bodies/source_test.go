// SPDX-License-Identifier: Apache-2.0

package osn_bodies

import (
	"testing"

	"osnova/ingest/sources/sourcetest"
)

// A body named without the address of a page cannot be checked and is left out by rule.
func TestData(t *testing.T) {
	sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.ReadBeside, sourcetest.Counts{In: 33, Loaded: 32, Skipped: 1, Rows: 32})
}
