// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"osnova/catalog"
	"osnova/ingest/fetch"
)

// errSynthetic refuses to keep invented facts as real ones.
var errSynthetic = errors.New("the mirror is synthetic: invented facts are not embedded")

// ask reads what the mirror says of itself. Where that cannot be read or understood, nobody knows whether its files are real, so the run ends:
// real facts must not come into a folder of invented ones, nor the other way round.
func (st *Stage) ask(ctx context.Context) error {
	st.told = catalog.Mirror{}
	if st.Mirror == "" || st.Refresh {
		return nil
	}
	open := st.bytesUnder()
	body, err := open(ctx, catalog.Source{Name: "mirror"}, catalog.File{Name: "mirror", Mirror: catalog.MirrorFile})
	if err != nil {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case fetch.IsAbsent(err):
			return nil
		}
		return fmt.Errorf("whether the mirror is synthetic cannot be told, so nothing is taken from it: %w", err)
	}
	text, err := body.Bytes()
	if err != nil {
		return fmt.Errorf("read what the mirror says of itself: %w", err)
	}
	var wrong catalog.Findings
	if st.told, wrong = catalog.ReadMirror(text); len(wrong) > 0 {
		return errors.New(wrong[0].String())
	}
	return nil
}

// bytesUnder opens files of the mirror by their paths.
func (st *Stage) bytesUnder() opener {
	if strings.HasPrefix(st.Mirror, "http://") || strings.HasPrefix(st.Mirror, "https://") {
		return mirrored(st.Fetch, st.Mirror)
	}
	return folder(st.Mirror)
}

// invented is the edition of the synthetic country from which a source's facts are taken; empty: they are real.
func (st *Stage) invented(s catalog.Source) string {
	if st.Refresh || !st.told.Holds(s) {
		return ""
	}
	return st.told.Edition()
}
