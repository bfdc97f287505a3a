// SPDX-License-Identifier: Apache-2.0

package services

import (
	"testing"

	"osnova/ingest/sources/sourcetest"
)

func TestData(t *testing.T) {
	sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.ReadBeside, sourcetest.Counts{In: 42, Loaded: 42, Rows: 42})
}
