// SPDX-License-Identifier: Apache-2.0

package datasets

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"osnova/catalog"
)

// parquet writes the result of query as one Parquet file (zstd) and returns its bytes.
// DuckDB's writer gives equal bytes for equal rows on one thread only, so the other threads wait.
func (st *Stage) parquet(ctx context.Context, query string, d catalog.Dataset) ([]byte, error) {
	if err := os.MkdirAll(st.Output.WorkDir, 0o755); err != nil {
		return nil, fmt.Errorf("make the work folder: %w", err)
	}
	dir, err := os.MkdirTemp(st.Output.WorkDir, "parquet-")
	if err != nil {
		return nil, fmt.Errorf("make a folder for Parquet: %w", err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "table.parquet")
	threads, err := st.Store.Select(ctx, "select current_setting('threads')::bigint")
	if err != nil {
		return nil, err
	}
	about := fmt.Sprintf("{title_uk: %s, title_en: %s, license: %s, edition: %s}",
		catalog.SQLText(d.Title.UK), catalog.SQLText(d.Title.EN), catalog.SQLText(st.licenceOf(d).ID), catalog.SQLText(st.Catalog.Project.Edition))
	if d.Synthetic {
		about = strings.TrimSuffix(about, "}") + ", synthetic: 'true'}"
	}
	if err := st.Store.Exec(ctx, "set threads = 1"); err != nil {
		return nil, err
	}
	err = st.Store.Exec(ctx, fmt.Sprintf("copy (%s) to %s (format parquet, compression zstd, kv_metadata %s)", query, catalog.SQLText(path), about))
	// The other threads come back even when ctx is over, for the database outlives this run.
	if back := st.Store.Exec(context.WithoutCancel(ctx), fmt.Sprintf("set threads = %d", threads.Values[0][0])); err == nil {
		err = back
	}
	if err != nil {
		return nil, fmt.Errorf("write Parquet: %w", err)
	}
	body, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read Parquet back: %w", err)
	}
	return body, nil
}
