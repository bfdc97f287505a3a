// SPDX-License-Identifier: Apache-2.0

package form_items

import (
	"testing"

	"osnova/ingest/sources/sourcetest"
)

func TestData(t *testing.T) {
	sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.ReadBeside, sourcetest.Counts{In: 102, Loaded: 102, Rows: 102})
}
