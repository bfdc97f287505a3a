// SPDX-License-Identifier: Apache-2.0

package known_fault

import (
	"os"
	"testing"

	"osnova/ingest/sources/sourcetest"
)

// TestData: each fault is of a source that is there.
func TestData(t *testing.T) {
	s := sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.ReadBeside, sourcetest.Counts{In: 25, Loaded: 25, Rows: 25})
	at := s.Source.Column("source_id")
	for _, r := range s.Rows {
		if _, err := os.Stat("../" + r[at] + "/source.yaml"); err != nil {
			t.Errorf("%s: there is no such source: %v", r[at], err)
		}
	}
}
