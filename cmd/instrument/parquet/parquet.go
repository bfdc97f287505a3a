// SPDX-License-Identifier: Apache-2.0

// Package parquet turns Parquet into the CSV that instruments read, by the database; only who links it can.
//
// In comes a file; out goes another one in a folder of the caller's. Nothing else of a user's is opened.
package parquet

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"osnova/catalog"
	"osnova/metrics/frame"
	"osnova/store"
)

// Convert has DuckDB write a Parquet file as CSV in a folder of ours, so that its cells pass the same checks. The connection is one of its
// own, for it must open files: just this one, by a name of ours, since a name of theirs might be read as a pattern. A row stands on the line after
// its number, the header being on the first.
func Convert(ctx context.Context, temp, name string, in io.Reader) (*os.File, error) {
	copied, csv := filepath.Join(temp, "table.parquet"), filepath.Join(temp, "table.csv")
	defer os.Remove(copied)
	if file, ok := in.(*os.File); ok {
		full, err := filepath.Abs(file.Name())
		if err != nil {
			return nil, fmt.Errorf("find %s: %w", name, err)
		}
		if err := os.Symlink(full, copied); err != nil {
			return nil, fmt.Errorf("link %s: %w", name, err)
		}
	} else if err := writeStream(copied, in); err != nil {
		return nil, fmt.Errorf("keep %s: %w", name, err)
	}
	st := &store.Store{MemoryLimit: "500MB"}
	defer st.Close()
	if err := st.Exec(ctx, "set temp_directory = "+catalog.SQLText(temp)); err != nil {
		return nil, err
	}
	if err := st.Exec(ctx, fmt.Sprintf("copy (select * from read_parquet(%s)) to %s (format csv, header)", catalog.SQLText(copied), catalog.SQLText(csv))); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		why, _, _ := strings.Cut(err.Error(), " in: copy (") // the statement names our file, not theirs
		return nil, &frame.CellError{File: name, Reason: "is no Parquet that can be read: " + strings.ReplaceAll(why, copied, name)}
	}
	f, err := os.Open(csv)
	if err != nil {
		return nil, fmt.Errorf("open what %s was turned into: %w", name, err)
	}
	return f, nil
}

// writeStream keeps a stream in a file.
func writeStream(path string, in io.Reader) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, in)
	return errors.Join(err, f.Close())
}
