package services

import (
	"testing"

	"osnova/ingest/sources/trial"
)

func TestData(t *testing.T) {
	trial.Sheet(t, trial.Source(t), nil, trial.Beside, trial.Counts{In: 42, Loaded: 42, Rows: 42})
}
