package frame

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Writer makes the text of a CSV file.
type Writer struct {
	out     bytes.Buffer
	columns int
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

// Row adds a row of string, float64 (NaN = empty), *float64 (nil = empty), int or
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
		text := cell(c)
		if text == "" && w.columns == 1 { // a blank line would be no row
			text = `""`
		} else if strings.ContainsAny(text, ",\"\n\r") {
			text = `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
		}
		w.out.WriteString(text)
	}
	w.out.WriteByte('\n')
}

// Bytes is the file so far.
func (w *Writer) Bytes() []byte { return w.out.Bytes() }

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

// Format is the shortest decimal that reads back as the same number; NaN is empty,
// an exponent comes only from 1e21 and below 1e-6.
func Format(v float64) string {
	if math.IsNaN(v) {
		return ""
	}
	if v == 0 {
		return "0"
	}
	if size := math.Abs(v); size >= 1e21 || size < 1e-6 {
		return strconv.FormatFloat(v, 'e', -1, 64)
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}
