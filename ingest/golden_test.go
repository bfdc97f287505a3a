// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"bytes"
	"fmt"

	"osnova/catalog"
)

// golden writes rows, quarantine and accounts of a source as one text.
func golden(s catalog.Source, f *Facts) ([]byte, error) {
	var b bytes.Buffer
	if err := writeCSV(&b, s.Contract().Names(), f.Rows); err != nil {
		return nil, err
	}
	for _, l := range f.Lock.Files {
		fmt.Fprintf(&b, "# %s: %d in, %d loaded, %d quarantined, skipped: %s\n", l.Name, l.RowsIn, l.Loaded, l.Quarantined, l.rules())
	}
	for _, bad := range f.Bad {
		fmt.Fprintf(&b, "# %s:%d %s %q %s (%s)\n", bad.File, bad.Line, bad.Column, bad.Value, bad.Reason, scope(bad))
	}
	return b.Bytes(), nil
}
