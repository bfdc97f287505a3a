// SPDX-License-Identifier: Apache-2.0

package audit_rule

import (
	"testing"

	"osnova/ingest/sources/sourcetest"
)

func TestData(t *testing.T) {
	sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.ReadBeside, sourcetest.Counts{In: 66, Loaded: 66, Rows: 66})
}
