package country

import (
	"testing"

	"osnova/ingest/sources/trial"
)

func TestData(t *testing.T) {
	trial.Sheet(t, trial.Source(t), nil, trial.Beside, trial.Counts{In: 204, Loaded: 204, Rows: 204})
}
