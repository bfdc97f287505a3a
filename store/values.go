// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"

	"osnova/catalog"
)

// LoadValues makes the table relation from rows of values as Select gives them, in the order of the columns, for tables whose columns only their
// declaration knows: string, int, int32, int64, float64, bool, time.Time by the type of the column, a whole number also in a column of numbers; nil,
// "" and NaN are missing. A row of another length and a value of another type are errors that name row and column.
func (s *Store) LoadValues(ctx context.Context, relation string, columns []catalog.Column, rows [][]any) error {
	schema := Schema(columns)
	if err := s.make(ctx, relation, schema); err != nil || len(rows) == 0 {
		return err
	}
	reader := &rowReader{schema: schema, rows: len(rows), record: func(from, to int) (arrow.Record, error) {
		b := array.NewRecordBuilder(memory.DefaultAllocator, schema)
		defer b.Release()
		for i := from; i < to; i++ {
			if len(rows[i]) != len(columns) {
				return nil, fmt.Errorf("row %d has %d values for %d columns", i+1, len(rows[i]), len(columns))
			}
			for k, v := range rows[i] {
				if !appendValue(b.Field(k), v) {
					return nil, fmt.Errorf("row %d, column %s is declared as %s, and the value is %T: cast it in the SELECT", i+1, columns[k].Name, columns[k].Type, v)
				}
			}
		}
		return b.NewRecord(), nil
	}}
	defer reader.Release()
	if err := s.arriving(ctx, reader, "insert into "+relation+" select * from arriving", relation); err != nil {
		return fmt.Errorf("load %s: %w", relation, err)
	}
	return nil
}

// appendValue writes one value; false where the column is of another type.
func appendValue(b array.Builder, v any) bool {
	switch n := v.(type) {
	case nil:
		b.AppendNull()
		return true
	case int:
		v = int64(n)
	case int32:
		v = int64(n)
	}
	switch b := b.(type) {
	case *array.StringBuilder:
		text, ok := v.(string)
		if text == "" {
			b.AppendNull()
		} else {
			b.Append(text)
		}
		return ok
	case *array.Int64Builder:
		n, ok := v.(int64)
		b.Append(n)
		return ok
	case *array.Float64Builder:
		f, ok := v.(float64)
		if n, whole := v.(int64); whole {
			f, ok = float64(n), true
		}
		if math.IsNaN(f) {
			b.AppendNull()
		} else {
			b.Append(f)
		}
		return ok
	case *array.BooleanBuilder:
		yes, ok := v.(bool)
		b.Append(yes)
		return ok
	case *array.Date32Builder:
		day, ok := v.(time.Time)
		b.Append(arrow.Date32FromTime(day))
		return ok
	}
	return false
}
