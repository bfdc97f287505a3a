// SPDX-License-Identifier: Apache-2.0

package country

import (
	"testing"

	"osnova/ingest/sources/sourcetest"
)

func TestData(t *testing.T) {
	sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.ReadBeside, sourcetest.Counts{In: 204, Loaded: 204, Rows: 204})
}
