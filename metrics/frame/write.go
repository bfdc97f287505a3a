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
}

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
		w.quote(cell(c))
	}
	w.out.WriteByte('\n')
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

// Grow makes room for that many bytes more, where the size of a large file is
// about known.
func (w *Writer) Grow(bytes int) { w.out.Grow(bytes) }

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
	w.out.WriteByte('\n')
}

// Bytes is the file so far.
func (w *Writer) Bytes() []byte { return w.out.Bytes() }

// Flush hands what was written since the last Flush to a file, for tables too large to hold.
func (w *Writer) Flush(to io.Writer) error {
	_, err := w.out.WriteTo(to)
	return err
}

func cell(c any) string {
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
