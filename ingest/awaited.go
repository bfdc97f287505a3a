package ingest

import (
	"context"
	"errors"
	"io/fs"
	"regexp"

	"osnova/catalog"
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
		if _, err := open(ctx, s, f); err == nil || !errors.Is(err, fs.ErrNotExist) && !gone.MatchString(err.Error()) {
			return false
		}
	}
	return true
}

// gone is how the fetcher tells that a server does not have a file.
var gone = regexp.MustCompile(`the server answers (404|410)\b`)
