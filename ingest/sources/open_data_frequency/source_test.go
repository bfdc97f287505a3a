// SPDX-License-Identifier: Apache-2.0

package open_data_frequency

import (
	"os"
	"slices"
	"strings"
	"testing"

	"osnova/catalog"
	"osnova/ingest/sources/sourcetest"
)

// TestData: every frequency that a catalogue or a passport may declare has a row, and the portal's own words for it mean that frequency.
func TestData(t *testing.T) {
	s := sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.ReadBeside, sourcetest.Counts{In: 10, Loaded: 10, Rows: 10})
	cat, err := catalog.Load(os.DirFS("../../.."))
	if err != nil {
		t.Fatal(err)
	}
	read := 0
	for _, from := range cat.Sources {
		if from.Name != "open_dataset" && from.Name != "open_data_passport" {
			continue
		}
		read++
		c := from.Columns[from.Column("frequency")]
		var codes []string
		for _, r := range s.Rows {
			codes = append(codes, r[0])
			if got := c.Values[strings.ToLower(r[1])]; got != r[0] {
				t.Errorf("%s reads «%s» as %q, not as %s", from.Name, r[1], got, r[0])
			}
		}
		slices.Sort(codes)
		if want := slices.Sorted(slices.Values(c.Enum)); !slices.Equal(codes, want) {
			t.Errorf("%s declares %v, the table has %v", from.Name, want, codes)
		}
	}
	if read != 2 {
		t.Errorf("%d of 2 sources declare a frequency", read)
	}
}
