// SPDX-License-Identifier: Apache-2.0

package cnap_services

import (
	"testing"

	"osnova/ingest/sources/sourcetest"
)

func TestData(t *testing.T) {
	sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.ReadBeside, sourcetest.Counts{In: 16, Loaded: 16, Rows: 16})
}
