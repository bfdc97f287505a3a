// SPDX-License-Identifier: Apache-2.0

package numbertext

import (
	"math"
	"strconv"
	"strings"
)

// Number is an exact decimal number.
type Number struct {
	negative bool
	whole    string // digits before the decimal mark, without leading zeros; "0" where there are none
	part     string // digits after it, as written
	exponent string // as written, without the e
	text     string // the whole, where it was written plainly
}

// Text is the number in plain form: digits, a decimal point, an exponent where the text had one. Zero has no sign.
func (n Number) Text() string {
	if n.text != "" {
		return n.text
	}
	out := n.whole
	if n.part != "" {
		out += "." + n.part
	}
	if n.exponent != "" {
		out += "e" + n.exponent
	}
	if n.negative && strings.Trim(n.whole+n.part, "0") != "" {
		out = "-" + out
	}
	return out
}

// Float is the nearest float64, never -0; ok is false beyond ±1e300, and for a whole number of more digits than a float64 can hold.
func (n Number) Float() (value float64, ok bool) {
	value, err := strconv.ParseFloat(n.Text(), 64)
	if err != nil || math.Abs(value) > 1e300 {
		return 0, false
	}
	if n.exponent == "" && len(n.whole) > 15 && strings.Trim(n.part, "0") == "" {
		return value, strconv.FormatFloat(math.Abs(value), 'f', 0, 64) == n.whole
	}
	return value, true
}

// Int is the number if it is whole; fits is false beyond 64 bits.
func (n Number) Int() (value int64, whole, fits bool) {
	if n.exponent != "" {
		f, ok := n.Float()
		if !ok || f != math.Trunc(f) {
			return 0, ok && f == math.Trunc(f), ok
		}
		return int64(f), true, math.Abs(f) <= 1<<53
	}
	if strings.Trim(n.part, "0") != "" {
		return 0, false, true
	}
	digits := n.whole
	if n.negative {
		digits = "-" + digits
	}
	value, err := strconv.ParseInt(digits, 10, 64)
	return value, true, err == nil
}

// hundredth is the number divided by 100.
func (n Number) hundredth() Number {
	n.text = ""
	if n.exponent != "" {
		power, _ := strconv.Atoi(n.exponent) // held against its form when it was read
		n.exponent = strconv.Itoa(power - 2)
		return n
	}
	digits := strings.Repeat("0", max(0, 3-len(n.whole))) + n.whole
	cut := len(digits) - 2
	n.whole, n.part = unzeroed(digits[:cut]), digits[cut:]+n.part
	return n
}

// Hundredfold is the number times 100.
func (n Number) Hundredfold() Number {
	n.text = ""
	if n.exponent != "" {
		power, _ := strconv.Atoi(n.exponent) // held against its form when it was read
		n.exponent = strconv.Itoa(power + 2)
		return n
	}
	part := n.part + strings.Repeat("0", max(0, 2-len(n.part)))
	n.whole, n.part = unzeroed(n.whole+part[:2]), part[2:]
	return n
}

func unzeroed(digits string) string {
	if digits = strings.TrimLeft(digits, "0"); digits == "" {
		return "0"
	}
	return digits
}
