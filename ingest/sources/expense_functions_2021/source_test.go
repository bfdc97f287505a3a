// SPDX-License-Identifier: Apache-2.0

package expense_functions_2021

import (
	"testing"

	"osnova/ingest/sources/sourcetest"
)

func TestRealFile(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.RealFiles(t), sourcetest.Counts{In: 2876, Loaded: 2876, Rows: 2876})
	sourcetest.WantCell(t, got, "451207929.11", "total_expense_uah", "UA05120070000075759", "2021")
}
