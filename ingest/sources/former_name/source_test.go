package former_name

import (
	"testing"

	"osnova/ingest/sources/sourcetest"
)

func TestData(t *testing.T) {
	sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.Beside, sourcetest.Counts{In: 318, Loaded: 318, Rows: 318})
}
