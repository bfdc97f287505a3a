package osn_bodies

import (
	"testing"

	"osnova/ingest/sources/trial"
)

func TestData(t *testing.T) {
	trial.Sheet(t, trial.Source(t), nil, trial.Beside, trial.Counts{In: 33, Loaded: 33, Rows: 33})
}
