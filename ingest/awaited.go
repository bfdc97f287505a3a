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
	return s.Awaited != (catalog.Text{}) && st.absent(ctx, s, open)
}

// lacks reports whether a mirror has no file at all of a source and does not say that it has: its embedded facts stand, and that is no fault. One
// of several files that is not there is.
func (st *Stage) lacks(ctx context.Context, s catalog.Source, open opener) bool {
	return st.Mirror != "" && !st.Refresh && !s.Own && len(st.told.Sources) == 0 && st.absent(ctx, s, open)
}

func (st *Stage) absent(ctx context.Context, s catalog.Source, open opener) bool {
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

// emptyMirror finds a mirror that has no file of any source, which is a folder or an address by mistake.
func (st *Stage) emptyMirror(ctx context.Context) catalog.Findings {
	if st.Mirror == "" || st.Refresh || len(st.told.Sources) > 0 {
		return nil
	}
	read := 0
	for _, s := range st.Catalog.Sources {
		open := st.opener(s)
		if open == nil || s.Own || !st.wanted(s) || hasEach(s) {
			continue
		}
		if read++; !st.absent(ctx, s, open) {
			return nil
		}
	}
	if read == 0 {
		return nil
	}
	return catalog.Findings{{Where: st.Mirror, What: "the mirror has no file of any source, so embedded facts are used", Hint: "files lie in it by their mirror paths, see ingest/sources/NAME/source.yaml"}}
}
