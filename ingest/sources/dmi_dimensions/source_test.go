package dmi_dimensions

import (
	"testing"

	"osnova/ingest/sources/trial"
)

func TestData(t *testing.T) {
	trial.Sheet(t, trial.Source(t), nil, trial.Beside, trial.Counts{In: 8, Loaded: 8, Rows: 8})
}
