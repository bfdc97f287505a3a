// SPDX-License-Identifier: Apache-2.0

package numbertext

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Percent says what a percent sign behind a number means.
type Percent string

// What 12 % can be: refused, 12, or 0.12.
const (
	Refused  Percent = ""
	AsNumber Percent = "number"
	AsShare  Percent = "share"
)

// Reader reads numbers of one column. The zero value knows nothing of the column: it reads what can be read in one way only.
type Reader struct {
	Decimal   string // "." or ","; empty: not known
	Thousands string // ".", ",", " " or "'"; empty: not known. Spaces of any kind and apostrophes part thousands always
	Percent   Percent
	Whole     bool // whole numbers are expected
}

// Error says why a text is no number of the column.
type Error struct {
	Text  string
	What  string // such as: is not a number
	Hint  string // what would help; may be empty
	Doubt bool   // two readings are possible: the column or a declaration must decide
}

// Error gives the text, the fault and the hint.
func (e *Error) Error() string { return fmt.Sprintf("%q %s", e.Text, e.Reason()) }

// Reason is the fault with the hint, without the text.
func (e *Error) Reason() string {
	if e.Hint == "" {
		return e.What
	}
	return e.What + "; " + e.Hint
}

const percentHint = "declare percent: number (12 % is 12) or percent: share (12 % is 0.12)"

// NotNumber is what is said of a text that is none.
const NotNumber = "is not a number"

// Read reads one cell. A fault is an *Error.
func (r Reader) Read(text string) (Number, error) {
	if n, ok := r.plain(text); ok {
		return n, nil
	}
	s, fault := split(text)
	if fault != nil {
		return Number{}, fault
	}
	n, fault := r.join(s, text)
	if fault != nil {
		return Number{}, fault
	}
	if !s.percent {
		return n, nil
	}
	switch r.Percent {
	case AsNumber:
		return n, nil
	case AsShare:
		return n.hundredth(), nil
	}
	return Number{}, &Error{Text: text, What: "has a percent sign", Hint: percentHint}
}

// ReadAll reads a column: what single cells leave open is decided by all of them. The two slices are as long as cells; of each cell
// either the number or the fault counts. An empty cell is a fault.
func (r Reader) ReadAll(cells []string) ([]Number, []error) {
	var c Column
	for _, cell := range cells {
		c.See(cell)
	}
	r = c.Decide(r)
	numbers, faults := make([]Number, len(cells)), make([]error, len(cells))
	for i, cell := range cells {
		numbers[i], faults[i] = r.Read(cell)
	}
	return numbers, faults
}

// simple finds the one point or comma of a text of digits, with a minus or not, as most cells are; -1: there is none.
func simple(text string) (mark int, ok bool) {
	mark = -1
	digits := strings.TrimPrefix(text, "-")
	for i := 0; i < len(digits); i++ {
		switch c := digits[i]; {
		case c >= '0' && c <= '9':
		case (c == '.' || c == ',') && mark < 0 && i > 0 && i < len(digits)-1:
			mark = i + len(text) - len(digits)
		default:
			return 0, false
		}
	}
	return mark, digits != ""
}

// doubted tells a simple text that may be parted by thousands: 1.234.
func doubted(text string, mark int) bool {
	left := strings.TrimPrefix(text[:mark], "-")
	return len(text)-mark == 4 && len(left) <= 3 && left[0] != '0'
}

// plain reads a simple text whose mark, if there is one, is a decimal mark beyond doubt.
func (r Reader) plain(text string) (Number, bool) {
	mark, ok := simple(text)
	if !ok {
		return Number{}, false
	}
	n := Number{negative: text[0] == '-', whole: strings.TrimPrefix(text, "-")}
	if mark >= 0 {
		decimal, known := r.role(text[mark])
		if doubted(text, mark) || known && !decimal {
			return Number{}, false
		}
		n.whole, n.part = strings.TrimPrefix(text[:mark], "-"), text[mark+1:]
	}
	if len(n.whole) > 1 && n.whole[0] == '0' {
		return Number{}, false
	}
	if !n.negative && (mark < 0 || text[mark] == '.') {
		n.text = text
	}
	return n, true
}

// pieces is a text cut at its marks: digits[0] marks[0] digits[1] …
type pieces struct {
	negative bool
	percent  bool
	digits   []string
	marks    []byte // '.', ',', ' ' for space of any kind, '\'' for apostrophes of any kind
	exponent string
}

func (p pieces) count(mark byte) (n int) {
	for _, m := range p.marks {
		if m == mark {
			n++
		}
	}
	return n
}

// split cuts a text at its marks; what is no digit and no mark is a fault.
func split(text string) (pieces, *Error) {
	none := &Error{Text: text, What: NotNumber}
	var p pieces
	s := strings.TrimFunc(text, isBlank)
	if rest, ok := strings.CutSuffix(s, "%"); ok {
		p.percent, s = true, strings.TrimRightFunc(rest, isSpace)
	}
	for _, sign := range []string{"-", "\u2212", "\u2013", "+"} {
		if rest, ok := strings.CutPrefix(s, sign); ok {
			p.negative, s = sign != "+", strings.TrimLeftFunc(rest, isSpace)
			break
		}
	}
	if at := strings.IndexAny(s, "eE"); at > 0 {
		p.exponent = s[at+1:]
		if digits := strings.TrimLeft(p.exponent, "+-"); len(p.exponent)-len(digits) > 1 || digits == "" || len(digits) > 4 || !isDigits(digits) {
			return p, none
		}
		s = s[:at]
	}
	begun := 0
	for i := 0; i < len(s); {
		c, size := utf8.DecodeRuneInString(s[i:])
		mark := byte(0)
		switch {
		case c >= '0' && c <= '9':
			i++
			continue
		case c == '.' || c == ',':
			mark = byte(c)
		case isSpace(c):
			mark = ' '
		case strings.ContainsRune("'’ʼ‘`´", c):
			mark = '\''
		default:
			none.Hint = hintOf(text)
			return p, none
		}
		p.digits, p.marks = append(p.digits, s[begun:i]), append(p.marks, mark)
		i += size
		begun = i
	}
	p.digits = append(p.digits, s[begun:])
	if strings.Join(p.digits, "") == "" {
		return p, none
	}
	return p, nil
}

// hintOf tells the usual ways to write a number that are not read.
func hintOf(text string) string {
	inside := strings.TrimFunc(text, isBlank)
	if bare, ok := strings.CutPrefix(inside, "("); ok && strings.HasSuffix(bare, ")") && isFigure(bare[:len(bare)-1]) {
		return "brackets may mean less than zero: write the minus before the number"
	}
	if bare, ok := strings.CutSuffix(inside, "-"); ok && isFigure(bare) {
		return "write the minus before the number"
	}
	if strings.HasPrefix(inside, "0x") || strings.HasPrefix(inside, "0X") {
		return "write it in decimal digits"
	}
	return ""
}

func isFigure(s string) bool {
	_, fault := split(s)
	return fault == nil
}

func isDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// isBlank tells what is not seen at the ends of a cell.
func isBlank(r rune) bool { return isSpace(r) || strings.ContainsRune("\r\n\v\f\u200b\ufeff\u2028", r) }

// isSpace tells the spaces that stand between thousands, those that do not break a line included.
func isSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\u00a0', '\u2007', '\u2008', '\u2009', '\u200a', '\u202f', '\u205f', '\u3000':
		return true
	}
	return false
}

// join makes the number of the pieces as the marks of the column have it.
func (r Reader) join(p pieces, text string) (Number, *Error) {
	decimal, fault := r.decimalOf(p, text)
	if fault != nil {
		return Number{}, fault
	}
	n := Number{negative: p.negative, exponent: strings.TrimPrefix(p.exponent, "+")}
	groups := p.groups(decimal != 0)
	if decimal != 0 {
		n.part = p.digits[len(groups)]
	}
	if !grouped(groups, p.marks) {
		return Number{}, &Error{Text: text, What: "is parted neither by thousands nor by a decimal mark", Hint: "is it one number?"}
	}
	if len(groups) > 1 && p.exponent != "" {
		return Number{}, &Error{Text: text, What: NotNumber}
	}
	n.whole = unzeroed(strings.Join(groups, ""))
	return n, nil
}

// groups are the digits before the decimal mark, if there is one.
func (p pieces) groups(decimal bool) []string {
	if decimal {
		return p.digits[:len(p.digits)-1]
	}
	return p.digits
}

// grouped tells whether digits are parted by threes, or not at all. Before a first space more than three may stand (1234 567), for a
// space can mean nothing else; before a first point or comma not.
func grouped(groups []string, marks []byte) bool {
	if len(groups) == 1 {
		return true
	}
	spaced := marks[0] == ' ' || marks[0] == '\''
	for i, g := range groups {
		if i == 0 && (g == "" || len(g) > 3 && !spaced) || i > 0 && len(g) != 3 {
			return false
		}
	}
	return true
}

// decimalOf finds the decimal mark of a text; 0: it has none.
func (r Reader) decimalOf(p pieces, text string) (byte, *Error) {
	mark, sure := p.reading()
	if mark == 0 { // no point and no comma
		return 0, nil
	}
	decimal, known := r.role(mark)
	switch {
	case sure == inDoubt && known && decimal && r.Whole && r.Decimal == "":
		return 0, doubt(p, text)
	case sure == asDecimal && (!known || decimal), sure == inDoubt && known && decimal:
		return mark, nil
	case sure == asThousands && (!known || !decimal), sure == inDoubt && known:
		return 0, nil
	case sure == inDoubt:
		return 0, doubt(p, text)
	case sure == asNothing:
		return 0, &Error{Text: text, What: NotNumber}
	}
	return 0, &Error{Text: text, What: fmt.Sprintf("has %q where it cannot be", mark), Hint: "the column is read with " + r.String()}
}

func doubt(p pieces, text string) *Error {
	sign := ""
	if p.negative {
		sign = "-"
	}
	return &Error{
		Text: text, What: fmt.Sprintf("may be %s%s.%s or %s%s", sign, p.digits[0], p.digits[1], sign, strings.Join(p.digits, "")),
		Hint: "the other cells do not tell: declare decimal or thousands for the column", Doubt: true,
	}
}

// String says which marks the reader knows.
func (r Reader) String() string {
	switch {
	case r.Decimal != "" && r.Thousands != "":
		return fmt.Sprintf("the decimal mark %q and %q between thousands", r.Decimal, r.Thousands)
	case r.Decimal != "":
		return fmt.Sprintf("the decimal mark %q", r.Decimal)
	case r.Thousands != "":
		return fmt.Sprintf("%q between thousands", r.Thousands)
	}
	return "no marks known"
}

// role says what a point or comma is in the column.
func (r Reader) role(mark byte) (decimal, known bool) {
	switch {
	case len(r.Decimal) == 1 && r.Decimal[0] == mark:
		return true, true
	case len(r.Thousands) == 1 && r.Thousands[0] == mark || r.Decimal != "":
		return false, true
	case r.Thousands == "." || r.Thousands == ",":
		return true, true
	}
	return false, false
}

// What a text says by itself of its point or comma.
type reading byte

const (
	asNothing reading = iota // it cannot be either
	asDecimal
	asThousands
	inDoubt
)

// reading tells the mark of a text that decides, the last one of points and commas, and what it must be; 0: there is none.
func (p pieces) reading() (mark byte, r reading) {
	points, commas := p.count('.'), p.count(',')
	if points+commas == 0 {
		return 0, asNothing
	}
	for _, m := range p.marks {
		if m == '.' || m == ',' {
			mark = m
		}
	}
	same, other := points, commas
	if mark == ',' {
		same, other = commas, points
	}
	last := p.marks[len(p.marks)-1] == mark
	spaced := len(p.marks) - same - other
	switch {
	case !last: // a space behind it
		return mark, asNothing
	case same > 1 && (other > 0 || spaced > 0):
		return mark, asNothing
	case same > 1:
		return mark, asThousands
	case other > 0 && spaced > 0:
		return mark, asNothing
	case other > 0 || spaced > 0:
		return mark, asDecimal
	}
	left, right := p.digits[0], p.digits[1]
	if len(right) == 3 && left != "" && len(left) <= 3 && left[0] != '0' && p.exponent == "" {
		return mark, inDoubt
	}
	return mark, asDecimal
}
