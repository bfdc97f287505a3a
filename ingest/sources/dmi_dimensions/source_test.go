// SPDX-License-Identifier: Apache-2.0

package dmi_dimensions

import (
	"testing"

	"osnova/ingest/sources/sourcetest"
)

func TestData(t *testing.T) {
	sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.ReadBeside, sourcetest.Counts{In: 8, Loaded: 8, Rows: 8})
}
