// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"

	"osnova/catalog"
	"osnova/ingest/fetch"
)

// awaits reports whether a source declared before its first file has none where it would be read from: that is no fault yet, its table is
// empty. A file that is there but cannot be read is a fault as with any source.
func (st *Stage) awaits(ctx context.Context, s catalog.Source, open opener) bool {
	if s.Awaited == (catalog.Text{}) {
		return false
	}
	for _, f := range s.Files {
		if st.Refresh && f.URL == "" {
			continue
		}
		if _, err := open(ctx, s, f); err == nil || !fetch.IsAbsent(err) {
			return false
		}
	}
	return true
}
