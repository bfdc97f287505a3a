// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"fmt"
	"math"
	"reflect"
	"strings"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"

	"osnova/catalog"
)

// ShapeError says that a declaration and the rows that a program makes for it have other columns.
type ShapeError struct{ What string }

// Error says which column.
func (e *ShapeError) Error() string { return e.What }

// LoadRows makes the table relation from rows of type T, a struct whose fields are the columns: `column:"unit_id"` names one, and
// `column:"rank,omitzero"` says that 0 is a missing one. Texts are strings, integers int, numbers float64, booleans bool. Missing are an
// empty string, NaN and a nil pointer. Fields of embedded structs are columns too; a []float64 with `column:"p_*"` is all columns of that
// prefix, in their order. Columns that the struct has not, or has of another type, are a *ShapeError, and so are fields that no column takes.
func LoadRows[T any](ctx context.Context, s *Store, relation string, columns []catalog.Column, rows []T) error {
	cells, err := shapeOf(reflect.TypeFor[T](), columns)
	if err != nil {
		return err
	}
	schema := Schema(columns)
	if err := s.make(ctx, relation, schema); err != nil || len(rows) == 0 {
		return err
	}
	reader := &rowReader{schema: schema, rows: len(rows), record: func(from, to int) (arrow.Record, error) {
		b := array.NewRecordBuilder(memory.DefaultAllocator, schema)
		defer b.Release()
		for i := from; i < to; i++ {
			row := reflect.ValueOf(&rows[i]).Elem()
			for k, c := range cells {
				if err := c.append(b.Field(k), row); err != nil {
					return nil, fmt.Errorf("row %d, column %s: %w", i+1, columns[k].Name, err)
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

// CheckShape holds a row's type against declared columns, as LoadRows does before it loads.
func CheckShape(row reflect.Type, columns []catalog.Column) error {
	_, err := shapeOf(row, columns)
	return err
}

// rowCell is where a column finds its value in a row.
type rowCell struct {
	field    []int
	nth      int // in a field that is several columns; −1 in all others
	omitZero bool
}

// rowTypes are the types of columns by those of fields.
var rowTypes = map[reflect.Kind]string{
	reflect.String: catalog.TypeText, reflect.Int: catalog.TypeInteger, reflect.Float64: catalog.TypeNumber, reflect.Bool: catalog.TypeBoolean,
}

// shapeOf finds the field of each column.
func shapeOf(row reflect.Type, columns []catalog.Column) ([]rowCell, error) {
	cells, taken := make([]rowCell, len(columns)), make([]bool, len(columns))
	for _, f := range columnFields(row, nil) {
		name, option, _ := strings.Cut(f.Tag.Get("column"), ",")
		prefix, several := strings.CutSuffix(name, "*")
		found := 0
		for k, c := range columns {
			if c.Name != name && !(several && strings.HasPrefix(c.Name, prefix)) {
				continue
			}
			cell := rowCell{field: f.Index, nth: -1, omitZero: option == "omitzero"}
			kind := f.Type
			if several {
				cell.nth = found
			}
			if several || kind.Kind() == reflect.Pointer {
				kind = kind.Elem()
			}
			if rowTypes[kind.Kind()] != c.Type {
				return nil, &ShapeError{fmt.Sprintf("column %s is declared as %s, and the program makes it %s", c.Name, c.Type, rowTypes[kind.Kind()])}
			}
			cells[k], taken[k] = cell, true
			found++
		}
		if found == 0 && !several {
			return nil, &ShapeError{fmt.Sprintf("the program makes column %s, which is not declared", name)}
		}
	}
	for k, c := range columns {
		if !taken[k] {
			return nil, &ShapeError{fmt.Sprintf("column %s is declared, and the program does not make it", c.Name)}
		}
	}
	return cells, nil
}

// columnFields are the fields of a row with a tag, those of embedded structs in their place; one may have the name of another.
func columnFields(row reflect.Type, above []int) (out []reflect.StructField) {
	for i := range row.NumField() {
		f := row.Field(i)
		f.Index = append(above[:len(above):len(above)], i)
		if _, ok := f.Tag.Lookup("column"); ok {
			out = append(out, f)
		} else if f.Anonymous {
			out = append(out, columnFields(f.Type, f.Index)...)
		}
	}
	return out
}

// append writes the cell of a row.
func (c rowCell) append(b array.Builder, row reflect.Value) error {
	v := row.FieldByIndex(c.field)
	if c.nth >= 0 {
		if v.Len() == 0 {
			b.AppendNull()
			return nil
		}
		if c.nth >= v.Len() {
			return fmt.Errorf("the row has %d values for the columns of its kind", v.Len())
		}
		v = v.Index(c.nth)
	}
	if v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	switch b := b.(type) {
	case *array.StringBuilder:
		if v.Kind() == reflect.String && v.Len() > 0 {
			b.Append(v.String())
			return nil
		}
	case *array.Int64Builder:
		if v.Kind() == reflect.Int && !(c.omitZero && v.Int() == 0) {
			b.Append(v.Int())
			return nil
		}
	case *array.Float64Builder:
		if v.Kind() == reflect.Float64 && !math.IsNaN(v.Float()) {
			b.Append(v.Float())
			return nil
		}
	case *array.BooleanBuilder:
		if v.Kind() == reflect.Bool {
			b.Append(v.Bool())
			return nil
		}
	}
	b.AppendNull()
	return nil
}
