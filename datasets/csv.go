// SPDX-License-Identifier: Apache-2.0

package datasets

import (
	"math"
	"strconv"
	"strings"
	"time"

	"osnova/catalog"
)

// layout is one way to write a table as delimited text (RFC 4180, but lines end in LF).
type layout struct {
	mark      string // byte order mark
	delimiter byte
	decimal   byte
	guard     bool // put an apostrophe before text that a spreadsheet could run as a formula
}

var (
	plainCSV = layout{delimiter: ',', decimal: '.'}
	excelCSV = layout{mark: "\ufeff", delimiter: ';', decimal: ',', guard: true}
)

// encode writes a header and rows of int64, float64, bool, time.Time, string or nil (missing, written as nothing).
func (l layout) encode(columns []catalog.Column, rows [][]any) []byte {
	out := make([]byte, 0, 1024+len(rows)*len(columns)*8)
	out = append(out, l.mark...)
	for i, c := range columns {
		if i > 0 {
			out = append(out, l.delimiter)
		}
		out = l.text(out, c.Name)
	}
	out = append(out, '\n')
	for _, row := range rows {
		for i, v := range row {
			if i > 0 {
				out = append(out, l.delimiter)
			}
			out = l.cell(out, v)
		}
		if len(row) == 1 && row[0] == nil { // a blank line would be no row
			out = append(out, '"', '"')
		}
		out = append(out, '\n')
	}
	return out
}

func (l layout) cell(out []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return out
	case string:
		return l.text(out, v)
	case int64:
		return strconv.AppendInt(out, v, 10)
	case float64:
		return l.number(out, v)
	case bool:
		return strconv.AppendBool(out, v)
	case time.Time:
		return v.AppendFormat(out, time.DateOnly)
	}
	return out
}

// number writes the shortest decimal that reads back as the same float64; an exponent only beyond 1e21 and below 1e-6.
func (l layout) number(out []byte, v float64) []byte {
	size := math.Abs(v)
	if size == 0 {
		return append(out, '0')
	}
	form := byte('f')
	if size >= 1e21 || size < 1e-6 {
		form = 'e'
	}
	from := len(out)
	out = strconv.AppendFloat(out, v, form, -1, 64)
	if at := len(out) - 2; form == 'e' && out[at] == '0' { // Go pads the exponent to two digits
		out = append(out[:at], out[at+1])
	}
	if l.decimal != '.' {
		for i := from; i < len(out); i++ {
			if out[i] == '.' {
				out[i] = l.decimal
			}
		}
	}
	return out
}

func (l layout) text(out []byte, v string) []byte {
	guard := l.guard && startsFormula(v)
	if !guard && !l.quoted(v) {
		return append(out, v...)
	}
	out = append(out, '"')
	if guard {
		out = append(out, '\'')
	}
	for {
		at := strings.IndexByte(v, '"')
		if at < 0 {
			break
		}
		out = append(out, v[:at]...)
		out = append(out, '"', '"')
		v = v[at+1:]
	}
	out = append(out, v...)
	return append(out, '"')
}

// quoted also holds for outer spaces, which some readers drop.
func (l layout) quoted(v string) bool {
	if v == "" {
		return false
	}
	if v[0] == ' ' || v[len(v)-1] == ' ' {
		return true
	}
	for i := 0; i < len(v); i++ {
		if c := v[i]; c == '"' || c == '\n' || c == '\r' || c == '\t' || c == l.delimiter {
			return true
		}
	}
	return false
}

// startsFormula follows the OWASP note on CSV injection, with the wide forms that East Asian Excel takes for the same signs.
func startsFormula(v string) bool {
	if v == "" {
		return false
	}
	switch v[0] {
	case '=', '+', '-', '@', '\t', '\r', '\n':
		return true
	}
	for _, wide := range []string{"＝", "＋", "－", "＠"} {
		if strings.HasPrefix(v, wide) {
			return true
		}
	}
	return false
}
