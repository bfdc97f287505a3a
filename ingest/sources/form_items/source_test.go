package form_items

import (
	"testing"

	"osnova/ingest/sources/sourcetest"
)

func TestData(t *testing.T) {
	sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.Beside, sourcetest.Counts{In: 97, Loaded: 97, Rows: 97})
}
