// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql/driver"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"
	"github.com/marcboeker/go-duckdb"

	"osnova/catalog"
)

// batch is the number of rows of one Arrow record.
const batch = 64 * 1024

// Load makes the table relation from rows of canonical text in the order of the columns: empty = missing, dates ISO, numbers with a dot.
// Text that does not fit its column's type is an error naming row and column, for it should have been quarantined before.
func (s *Store) Load(ctx context.Context, relation string, columns []catalog.Column, rows [][]string) error {
	schema := Schema(columns)
	if err := s.make(ctx, relation, schema); err != nil || len(rows) == 0 {
		return err
	}
	reader := &rowReader{schema: schema, rows: len(rows), record: func(from, to int) (arrow.Record, error) {
		r, err := record(schema, columns, rows[from:to])
		if err != nil {
			return nil, fmt.Errorf("from row %d: %w", from+1, err)
		}
		return r, nil
	}}
	defer reader.Release()
	if err := s.arriving(ctx, reader, "insert into "+relation+" select * from arriving", relation); err != nil {
		return fmt.Errorf("load %s: %w", relation, err)
	}
	return nil
}

// make makes an empty table for records of a schema.
func (s *Store) make(ctx context.Context, relation string, schema *arrow.Schema) error {
	var fields []string
	for _, f := range schema.Fields() {
		fields = append(fields, quote(f.Name)+" "+duckType(f.Type))
	}
	return s.Exec(ctx, "create or replace table "+relation+" ("+strings.Join(fields, ", ")+")")
}

// rowReader makes records of rows batch by batch as they are asked for, so that a large table is not held twice.
type rowReader struct {
	schema *arrow.Schema
	rows   int                                      // how many there are
	record func(from, to int) (arrow.Record, error) // of some of them
	from   int
	now    arrow.Record
	err    error
}

// Retain does nothing: the reader has one owner.
func (*rowReader) Retain() {}

// Release lets the last record go.
func (r *rowReader) Release() {
	if r.now != nil {
		r.now.Release()
		r.now = nil
	}
}

// Schema is that of all records.
func (r *rowReader) Schema() *arrow.Schema { return r.schema }

// Next makes the next record.
func (r *rowReader) Next() bool {
	r.Release()
	if r.err != nil || r.from >= r.rows {
		return false
	}
	to := min(r.from+batch, r.rows)
	if r.now, r.err = r.record(r.from, to); r.err != nil {
		r.now = nil
		return false
	}
	r.from = to
	return true
}

// Record is the one that Next made.
func (r *rowReader) Record() arrow.Record { return r.now }

// Err is the fault that ended the records.
func (r *rowReader) Err() error { return r.err }

// LoadArrow makes the table relation from Arrow records of one schema. The records stay the caller's.
func (s *Store) LoadArrow(ctx context.Context, relation string, schema *arrow.Schema, records []arrow.Record) error {
	if err := s.make(ctx, relation, schema); err != nil || len(records) == 0 {
		return err
	}
	reader, err := array.NewRecordReader(schema, records)
	if err != nil {
		return fmt.Errorf("read the records of %s: %w", relation, err)
	}
	defer reader.Release()
	return s.arriving(ctx, reader, "insert into "+relation+" select * from arriving", relation)
}

// Gather makes the table relation from one SELECT over the records that reader yields while the query runs; the query knows them
// as the table arriving, and may scan them once. An error of the reader ends the query. The reader stays the caller's.
func (s *Store) Gather(ctx context.Context, relation, query string, reader array.RecordReader) error {
	return s.arriving(ctx, reader, "create or replace table "+relation+" as "+trimQuery(query), relation)
}

// arriving runs one statement that scans the records of reader as arriving.
func (s *Store) arriving(ctx context.Context, reader array.RecordReader, statement, relation string) error {
	return s.conn(ctx, func(c driver.Conn) error {
		ar, err := duckdb.NewArrowFromConn(c)
		if err != nil {
			return fmt.Errorf("open the Arrow interface: %w", err)
		}
		// A registered view can be scanned once only, so it is used up at once.
		drop, err := ar.RegisterView(reader, "arriving")
		if err != nil {
			return fmt.Errorf("register the records of %s: %w", relation, err)
		}
		defer drop()
		run := c.(driver.ExecerContext)
		_, failed := run.ExecContext(ctx, statement, nil)
		// Left behind, the view would point into freed memory of this process.
		if _, err := run.ExecContext(context.WithoutCancel(ctx), "drop view arriving", nil); err != nil && failed == nil {
			return fmt.Errorf("drop the view of the records of %s: %w", relation, err)
		}
		if err := reader.Err(); err != nil {
			return err
		}
		if failed != nil {
			return fmt.Errorf("fill %s: %w", relation, failed)
		}
		return nil
	})
}

// Schema is the Arrow form of a contract's columns.
func Schema(columns []catalog.Column) *arrow.Schema {
	fields := make([]arrow.Field, len(columns))
	for i, c := range columns {
		fields[i] = arrow.Field{Name: c.Name, Type: arrowType(c.Type), Nullable: true}
	}
	return arrow.NewSchema(fields, nil)
}

func arrowType(t string) arrow.DataType {
	switch t {
	case catalog.TypeInteger:
		return arrow.PrimitiveTypes.Int64
	case catalog.TypeNumber:
		return arrow.PrimitiveTypes.Float64
	case catalog.TypeBoolean:
		return arrow.FixedWidthTypes.Boolean
	case catalog.TypeDate:
		return arrow.FixedWidthTypes.Date32
	}
	return arrow.BinaryTypes.String
}

func duckType(t arrow.DataType) string {
	switch t.ID() {
	case arrow.INT64:
		return "bigint"
	case arrow.FLOAT64:
		return "double"
	case arrow.BOOL:
		return "boolean"
	case arrow.DATE32:
		return "date"
	}
	return "varchar"
}

func record(schema *arrow.Schema, columns []catalog.Column, rows [][]string) (arrow.Record, error) {
	b := array.NewRecordBuilder(memory.DefaultAllocator, schema)
	defer b.Release()
	for i, col := range columns {
		for n, row := range rows {
			if err := appendText(b.Field(i), row[i]); err != nil {
				return nil, fmt.Errorf("row %d, column %s: %w", n+1, col.Name, err)
			}
		}
	}
	return b.NewRecord(), nil
}

func appendText(b array.Builder, text string) error {
	if text == "" {
		b.AppendNull()
		return nil
	}
	switch b := b.(type) {
	case *array.Int64Builder:
		v, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return err
		}
		b.Append(v)
	case *array.Float64Builder:
		v, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return err
		}
		b.Append(v)
	case *array.BooleanBuilder:
		v, err := strconv.ParseBool(text)
		if err != nil {
			return err
		}
		b.Append(v)
	case *array.Date32Builder:
		v, err := time.Parse(time.DateOnly, text)
		if err != nil {
			return err
		}
		b.Append(arrow.Date32FromTime(v))
	case *array.StringBuilder:
		b.Append(text)
	default:
		return fmt.Errorf("no way to write text into %T", b)
	}
	return nil
}
