package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"

	"osnova/catalog"
	"osnova/store"
)

// snapshots keeps the bytes of every file that was fetched, named by their sha256.
// Files of a mirror on disk are not copied.
func (st *Stage) snapshots(open opener) opener {
	if st.Keep == "" || st.Fetch == nil {
		return open
	}
	return func(ctx context.Context, s catalog.Source, f catalog.File) ([]byte, error) {
		body, err := open(ctx, s, f)
		if err != nil || !st.Fetch.fetched(s, f) {
			return body, err
		}
		dir := filepath.Join(st.Keep, "snapshots")
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return nil, fmt.Errorf("make the folder of snapshots: %w", err)
		}
		sum := sha256.Sum256(body)
		return body, store.Replace(filepath.Join(dir, hex.EncodeToString(sum[:])), body)
	}
}

// keep remembers the facts of a source that was read well, so that a later failure falls back on them.
func (st *Stage) keep(s catalog.Source, f *Facts) error {
	if st.Keep == "" || s.Own {
		return nil
	}
	dir := filepath.Join(st.Keep, "sources", s.Name)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make the folder of %s: %w", s.Name, err)
	}
	return writeFacts(dir, s, f)
}

// kept gives the facts that were read well last.
func (st *Stage) kept(s catalog.Source) (*Facts, error) {
	if st.Keep == "" {
		return nil, os.ErrNotExist
	}
	here := s
	here.Dir = s.Name
	return Embedded(os.DirFS(filepath.Join(st.Keep, "sources")), here)
}
