// SPDX-License-Identifier: Apache-2.0

package country_indicator

import (
	"testing"

	"osnova/ingest/sources/sourcetest"
)

func TestData(t *testing.T) {
	got := sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.ReadBeside, sourcetest.Counts{In: 122, Loaded: 122, Rows: 122})
	seen := map[[2]string]bool{}
	for _, r := range got.Rows {
		k := [2]string{r[1], r[2]}
		if seen[k] {
			t.Errorf("%v stands twice", k)
		}
		seen[k] = true
	}
}
