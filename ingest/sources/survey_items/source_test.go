// SPDX-License-Identifier: Apache-2.0

package survey_items

import (
	"testing"

	"osnova/ingest/sources/sourcetest"
)

func TestData(t *testing.T) {
	sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.ReadBeside, sourcetest.Counts{In: 34, Loaded: 34, Rows: 34})
}
