// SPDX-License-Identifier: Apache-2.0

package frame

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// Writer makes the text of a CSV file.
type Writer struct {
	out     bytes.Buffer
	columns int
	under   int // cells of the row under way

	to    io.Writer // where full blocks go; nil: all is held
	fault error     // of the first block that could not be handed on
}

// block is how many bytes are held before they are handed on.
const block = 1 << 16

// File writes the text of a CSV file while its rows are made, so that a large one is never held.
type File func(to io.Writer) error

// FileOfRows is the file of a header and the rows below it, made each time it is written.
func FileOfRows(names []string, rows func(*Writer)) File {
	return func(to io.Writer) error {
		w := NewWriterTo(to, names...)
		rows(w)
		return w.Flush()
	}
}

// Whole is the file of a text that is held anyway.
func Whole(body []byte) File {
	return func(to io.Writer) error {
		_, err := to.Write(body)
		return err
	}
}

// Bytes is the text of the file.
func (f File) Bytes() []byte {
	var out bytes.Buffer
	_ = f(&out) // a buffer takes all
	return out.Bytes()
}

// Flush hands on what is held, and says what went wrong with any block.
func (w *Writer) Flush() error {
	if w.fault == nil {
		_, w.fault = w.out.WriteTo(w.to)
	}
	w.out.Reset()
	return w.fault
}

// Err says what went wrong with the blocks handed on so far.
func (w *Writer) Err() error { return w.fault }

// NewWriter writes the header.
func NewWriter(names ...string) *Writer {
	w := &Writer{columns: len(names)}
	cells := make([]any, len(names))
	for i, n := range names {
		cells[i] = n
	}
	w.Row(cells...)
	return w
}

// NewWriterTo writes the header of a table too large to hold: full blocks are handed on, [Writer.Flush] hands on the last.
func NewWriterTo(to io.Writer, names ...string) *Writer {
	w := NewWriter(names...)
	w.to = to
	return w
}

// Row adds a row of string, float64 (NaN and ±Inf = empty), *float64 (nil = empty), int or
// bool cells, one a column of the header. Other types and another number of cells
// are mistakes of the program and panic.
func (w *Writer) Row(cells ...any) {
	if len(cells) != w.columns {
		panic(fmt.Sprintf("frame: %d cells for %d columns", len(cells), w.columns))
	}
	for i, c := range cells {
		if i > 0 {
			w.out.WriteByte(',')
		}
		w.quote(cellText(c))
	}
	w.endLine()
}

func (w *Writer) endLine() {
	w.out.WriteByte('\n')
	if w.to != nil && w.out.Len() >= block {
		_ = w.Flush() // kept in fault
	}
}

func (w *Writer) quote(text string) {
	if text == "" && w.columns == 1 { // a blank line would be no row
		text = `""`
	} else if strings.ContainsAny(text, ",\"\n\r") {
		text = `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
	}
	w.out.WriteString(text)
}

// Text adds one cell to the row under way, where a file is too large for [Writer.Row];
// [Writer.End] ends the row.
func (w *Writer) Text(text string) {
	w.comma()
	w.quote(text)
}

// Encode makes the bytes of cells that many rows share, for [Writer.Encoded].
func Encode(texts ...string) []byte {
	w := &Writer{columns: len(texts) + 1} // never a row by itself
	for _, t := range texts {
		w.Text(t)
	}
	return w.Bytes()
}

// Encoded adds that many cells to the row under way, made by [Encode].
func (w *Writer) Encoded(cells []byte, count int) {
	w.comma()
	w.under += count - 1
	w.out.Write(cells)
}

// Number adds one cell to the row under way, NaN and ±Inf = empty.
func (w *Writer) Number(v float64) {
	w.comma()
	w.out.Write(appendNumber(w.out.AvailableBuffer(), v))
}

// Int adds one cell to the row under way.
func (w *Writer) Int(v int) {
	w.comma()
	w.out.Write(strconv.AppendInt(w.out.AvailableBuffer(), int64(v), 10))
}

func (w *Writer) comma() {
	if w.under > 0 {
		w.out.WriteByte(',')
	}
	w.under++
}

// End ends the row under way; another number of cells than in the header panics.
func (w *Writer) End() {
	if w.under != w.columns {
		panic(fmt.Sprintf("frame: %d cells for %d columns", w.under, w.columns))
	}
	w.under = 0
	w.endLine()
}

// Bytes is the file so far.
func (w *Writer) Bytes() []byte { return w.out.Bytes() }

func cellText(c any) string {
	switch v := c.(type) {
	case string:
		return v
	case float64:
		return Format(v)
	case *float64:
		if v == nil {
			return ""
		}
		return Format(*v)
	case int:
		return strconv.Itoa(v)
	case bool:
		return strconv.FormatBool(v)
	}
	panic(fmt.Sprintf("frame: a cell of type %T", c))
}

// Format is the shortest decimal that reads back as the same number; NaN and ±Inf are empty,
// an exponent comes only from 1e21 and below 1e-6.
func Format(v float64) string { return string(appendNumber(nil, v)) }

func appendNumber(to []byte, v float64) []byte {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return to
	}
	if v == 0 {
		return append(to, '0')
	}
	if size := math.Abs(v); size >= 1e21 || size < 1e-6 {
		return strconv.AppendFloat(to, v, 'e', -1, 64)
	}
	return strconv.AppendFloat(to, v, 'f', -1, 64)
}
