// SPDX-License-Identifier: Apache-2.0

package metrics

import (
	"context"
	"fmt"
	"sync/atomic"
	"unsafe"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"

	"osnova/metrics/eventlog"
)

// caseReader yields batches of cases as Arrow records while they are read in another goroutine, so that reading and grouping share
// the cores. It is an array.RecordReader.
type caseReader struct {
	refs    atomic.Int64
	schema  *arrow.Schema
	batches chan *eventlog.Batch
	failed  chan error
	stop    context.CancelFunc
	record  arrow.Record
	err     error
}

func newCaseReader(ctx context.Context, by int, read func(context.Context, func(*eventlog.Batch) error) error) *caseReader {
	fields := make([]arrow.Field, 0, by+7)
	for i := range by {
		fields = append(fields, arrow.Field{Name: fmt.Sprintf("by_%d", i), Type: arrow.PrimitiveTypes.Int32})
	}
	fields = append(fields, arrow.Field{Name: "period", Type: arrow.PrimitiveTypes.Int32})
	for _, name := range []string{"status", "electronic", "repeat_contact", "prompt", "silent"} {
		fields = append(fields, arrow.Field{Name: name, Type: arrow.PrimitiveTypes.Uint8})
	}
	fields = append(fields, arrow.Field{Name: "course", Type: arrow.PrimitiveTypes.Uint64})
	ctx, stop := context.WithCancel(ctx)
	c := &caseReader{schema: arrow.NewSchema(fields, nil), batches: make(chan *eventlog.Batch, 2), failed: make(chan error, 1), stop: stop}
	c.refs.Store(1)
	go func() {
		err := read(ctx, func(b *eventlog.Batch) error {
			select {
			case c.batches <- b:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
		c.failed <- err
		close(c.batches)
	}()
	return c
}

func (c *caseReader) Retain() { c.refs.Add(1) }

func (c *caseReader) Release() {
	if c.refs.Add(-1) == 0 {
		c.stop()
		if c.record != nil {
			c.record.Release()
			c.record = nil
		}
	}
}

func (c *caseReader) Schema() *arrow.Schema { return c.schema }
func (c *caseReader) Record() arrow.Record  { return c.record }
func (c *caseReader) Err() error            { return c.err }

// Next waits for the next batch. False at the end, and at a fault, which Err then gives.
func (c *caseReader) Next() bool {
	if c.record != nil {
		c.record.Release()
		c.record = nil
	}
	b, more := <-c.batches
	if !more {
		select {
		case c.err = <-c.failed:
		default:
		}
		return false
	}
	columns := make([]arrow.Array, 0, len(c.schema.Fields()))
	for _, by := range b.By {
		columns = append(columns, column(arrow.PrimitiveTypes.Int32, by))
	}
	columns = append(columns, column(arrow.PrimitiveTypes.Int32, b.Period))
	for _, flags := range [][]uint8{b.Status, b.Electronic, b.Repeat, b.Prompt, b.Silent} {
		columns = append(columns, column(arrow.PrimitiveTypes.Uint8, flags))
	}
	columns = append(columns, column(arrow.PrimitiveTypes.Uint64, b.Course))
	c.record = array.NewRecord(c.schema, columns, int64(b.Len()))
	for _, a := range columns {
		a.Release()
	}
	return true
}

// column is an Arrow array over the numbers themselves, without a copy.
func column[T int32 | uint8 | uint64](kind arrow.DataType, numbers []T) arrow.Array {
	var bytes []byte
	if len(numbers) > 0 {
		bytes = unsafe.Slice((*byte)(unsafe.Pointer(&numbers[0])), len(numbers)*int(unsafe.Sizeof(numbers[0])))
	}
	data := array.NewData(kind, len(numbers), []*memory.Buffer{nil, memory.NewBufferBytes(bytes)}, nil, 0, 0)
	defer data.Release()
	return array.MakeFromData(data)
}
