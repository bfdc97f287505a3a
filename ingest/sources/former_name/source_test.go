// SPDX-License-Identifier: Apache-2.0

package former_name

import (
	"testing"

	"osnova/ingest/sources/sourcetest"
)

func TestData(t *testing.T) {
	sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.ReadBeside, sourcetest.Counts{In: 100, Loaded: 100, Rows: 100})
}
