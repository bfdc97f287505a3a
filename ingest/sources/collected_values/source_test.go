package collected_values

import (
	"testing"

	"osnova/ingest/sources/sourcetest"
)

// TestData: nothing has been collected yet; the table is a header.
func TestData(t *testing.T) {
	sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.Beside, sourcetest.Counts{})
}

// TestRows: invented values load; a quality component, a maturity indicator, one that does not apply; an unknown code and a bad period do not.
func TestRows(t *testing.T) {
	text := "unit_id,level,period,indicator_id,value,obs_status,synthetic\n" +
		"SYN-1,community,2025,S,61.5,,true\nSYN-1,community,2025-Q1,D6.8,93,p,true\nSYN-1,body,2025,D1.5,,n,true\n" +
		"SYN-1,community,2025,D9.1,1,,true\nSYN-1,community,2025-13,D1.1,1,,true\n"
	source := sourcetest.Source(t)
	source.Tolerance = 1
	sourcetest.Sheet(t, source, nil, sourcetest.Text(text), sourcetest.Counts{In: 5, Loaded: 3, Rows: 3, Quarantined: 2})
}
