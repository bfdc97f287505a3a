package survey_items

import (
	"testing"

	"osnova/ingest/sources/trial"
)

func TestData(t *testing.T) {
	trial.Sheet(t, trial.Source(t), nil, trial.Beside, trial.Counts{In: 34, Loaded: 34, Rows: 34})
}
