package osn_bodies

import (
	"testing"

	"osnova/ingest/sources/sourcetest"
)

func TestData(t *testing.T) {
	sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.Beside, sourcetest.Counts{In: 33, Loaded: 33, Rows: 33})
}
