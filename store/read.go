// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql/driver"
	"fmt"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/marcboeker/go-duckdb"
)

// Rows is the result of a SELECT: names and values, row by row. A missing value is nil;
// integers are int64, numbers float64, booleans bool, dates time.Time, text string, lists []any.
type Rows struct {
	Columns []string
	Values  [][]any
}

// Column returns the position of a column, or -1.
func (r *Rows) Column(name string) int {
	for i, c := range r.Columns {
		if c == name {
			return i
		}
	}
	return -1
}

// Select runs one query and holds its rows.
func (s *Store) Select(ctx context.Context, query string, args ...any) (*Rows, error) {
	if err := s.open(); err != nil {
		return nil, err
	}
	rows, err := s.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, &queryError{query, err}
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	out := &Rows{Columns: columns}
	for rows.Next() {
		values := make([]any, len(columns))
		into := make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, fmt.Errorf("read a row of: %s: %w", firstLine(query), err)
		}
		for i, v := range values {
			values[i] = plain(v)
		}
		out.Values = append(out.Values, values)
	}
	if err := rows.Err(); err != nil {
		return nil, &queryError{query, err}
	}
	return out, nil
}

// plain narrows DuckDB's many number types to int64 and float64.
func plain(v any) any {
	switch n := v.(type) {
	case int8:
		return int64(n)
	case int16:
		return int64(n)
	case int32:
		return int64(n)
	case uint8:
		return int64(n)
	case uint16:
		return int64(n)
	case uint32:
		return int64(n)
	case uint64:
		return int64(n)
	case float32:
		return float64(n)
	case duckdb.Decimal:
		return n.Float64()
	case interface{ Int64() int64 }: // sums of integers are 128 bits wide
		return n.Int64()
	}
	return v
}

// Arrow runs one query and hands its records to do, one after another. A record is valid only during the call.
func (s *Store) Arrow(ctx context.Context, query string, do func(arrow.Record) error) error {
	return s.conn(ctx, func(c driver.Conn) error {
		ar, err := duckdb.NewArrowFromConn(c)
		if err != nil {
			return fmt.Errorf("open the Arrow interface: %w", err)
		}
		reader, err := ar.QueryContext(ctx, query)
		if err != nil {
			return &queryError{query, err}
		}
		defer reader.Release()
		return eachRecord(reader, do)
	})
}

func eachRecord(reader array.RecordReader, do func(arrow.Record) error) error {
	for reader.Next() {
		if err := do(reader.Record()); err != nil {
			return err
		}
	}
	return reader.Err()
}
