// SPDX-License-Identifier: Apache-2.0

package step_rules

import (
	"testing"

	"osnova/ingest/sources/sourcetest"
)

func TestData(t *testing.T) {
	sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.ReadBeside, sourcetest.Counts{In: 58, Loaded: 58, Rows: 58})
}
