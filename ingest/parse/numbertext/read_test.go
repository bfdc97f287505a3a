// SPDX-License-Identifier: Apache-2.0

package numbertext

import (
	"errors"
	"math/big"
	"strings"
	"testing"
)

// told is a column as text: numbers, or ? where a cell is in doubt and ! where it is refused.
func told(r Reader, cells ...string) string {
	var out []string
	numbers, faults := r.ReadAll(cells)
	for i, n := range numbers {
		var fault *Error
		switch errors.As(faults[i], &fault); {
		case fault == nil:
			out = append(out, n.Text())
		case fault.Doubt:
			out = append(out, "?")
		default:
			out = append(out, "!")
		}
	}
	return strings.Join(out, " ")
}

// TestCells: what one cell says by itself.
func TestCells(t *testing.T) {
	for cell, want := range map[string]string{
		"0": "0", "-0": "0", "−0,0": "0.0", "007": "7", "12": "12", "+12": "12", "-12": "-12", "−12": "-12", "– 12": "-12",
		"12,5": "12.5", "12.5": "12.5", ".5": "0.5", "5.": "5", "0,123": "0.123", "0.123": "0.123", "1234.567": "1234.567",
		"1234,567":     "1234.567",
		"1\u00a0000,5": "1000.5", "1\u202f234": "1234", "1\u2009234,5": "1234.5", "1'234": "1234", "1’234.50": "1234.50",
		"1 234,567": "1234.567", " 7 ": "7",
		"1.234,5": "1234.5", "1,234.5": "1234.5", "1.234.567": "1234567", "1,234,567": "1234567", "1.234.567,891": "1234567.891",
		"12.3456": "12.3456",
		"1e3":     "1e3", "2,5E3": "2.5e3", "1E-05": "1e-05", "9007199254740993": "9007199254740993", "\ufeff3\r\n": "3",
		"1.234": "?", "1,234": "?", "-12.500": "?", "999,999": "?",
		"": "!", "-": "!", ",": "!", "багато": "!", "5 шт.": "!", "~5": "!", ">5": "!", "5-7": "!", "(5)": "!", "5-": "!", "0x10": "!",
		"1_000": "!",
		"12 34": "!", "1 2": "!", "1234 567": "1234567", "1234 56": "!", "1234.567.890": "!", "1.23.456": "!", "12,34,567": "!", "1.234,567,890": "!", "1.234.567,8.9": "!", "1,,5": "!",
		"1..5":      "!",
		"1.234 567": "!", "Inf": "!", "NaN": "!", "1e": "!", "1e99999": "!", "1e5.5": "!", "12 %": "!", "½": "!", "١٢": "!",
	} {
		if got := told(Reader{}, cell); got != want {
			t.Errorf("%q is read as %s, want %s", cell, got, want)
		}
	}
}

// TestColumns: what cells of a column say of one another, and what is declared of all of them.
func TestColumns(t *testing.T) {
	whole := Reader{Whole: true}
	for _, c := range []struct {
		name, cells, want string
		reader            Reader
	}{
		{"points part thousands", "1.234|12.500|1.234.567|950", "1234 12500 1234567 950", Reader{}},
		{"commas part thousands", "1,234|12,500|1,234,567|950", "1234 12500 1234567 950", Reader{}},
		{"a decimal comma elsewhere", "1.234|0,5", "1234 0.5", Reader{}},
		{"a decimal point elsewhere", "1.234|12.5", "1.234 12.5", Reader{}},
		{"both marks in one cell", "1.234|1.000,5|2,345", "1234 1000.5 2.345", Reader{}},
		{"the point that parts thousands makes the comma decimal", "1.234.567|2,345", "1234567 2.345", Reader{}},
		{"nothing tells", "1.234|5.678|12", "? ? 12", Reader{}},
		{"two decimal marks", "12.5|12,5|1.234|1,234", "12.5 12.5 ? ?", Reader{}},
		{"a mark in both roles", "12.5|1.234.567|1.234", "12.5 1234567 ?", Reader{}},
		{"spaces do not tell", "1 234|1.234", "1234 ?", Reader{}},
		{"spaces and a comma behind them do", "1 234,567|2,345", "1234.567 2.345", Reader{}},
		{"what is no number does not tell", "1.2,5|1,23.4|2,345", "! ! ?", Reader{}},
		{"declared decimal", "1.234|12.5|1,234", "1.234 12.5 1234", Reader{Decimal: "."}},
		{"declared thousands", "1.234|12,5|0.5", "1234 12.5 !", Reader{Thousands: "."}},
		{"declared decimal comma holds against points", "1,234|12.5|1.234.567", "1.234 ! 1234567", Reader{Decimal: ","}},
		{"declared spaces leave points open", "1 234|1.234", "1234 ?", Reader{Thousands: " "}},
		{"whole numbers by points", "950|1.000|12.500", "950 1000 12500", whole},
		{"whole numbers, all noughts", "950|1.000|12.000", "950 ? ?", whole},
		{"whole numbers with decimal parts", "5.0|1.000|1,000", "5.0 ? 1000", whole},
		{"whole numbers in every dress", "5|5.0|5,0|5,00|1 000|1.000|1,000|5.5", "5 5.0 5.0 5.00 1000 ? ? 5.5", whole},
		{"whole numbers in two dresses", "1.234|1,234", "? ?", whole},
		{"whole numbers, declared", "1.000|12.500", "1.000 12.500", Reader{Whole: true, Decimal: "."}},
		{"per cent as it stands", "12 %|12,5%|-3%", "12 12.5 -3", Reader{Percent: AsNumber}},
		{"per cent as a share", "12 %|12,5%|100%|5%|-0,5 %|1e2%|7", "0.12 0.125 1.00 0.05 -0.005 1e0 7", Reader{Percent: AsShare}},
	} {
		if got := told(c.reader, strings.Split(c.cells, "|")...); got != c.want {
			t.Errorf("%s: %s is read as %s, want %s", c.name, c.cells, got, c.want)
		}
	}
}

// TestFaultsAreTold: every fault names its cause and what helps.
func TestFaultsAreTold(t *testing.T) {
	for cell, want := range map[string]string{
		"1.234": `"1.234" may be 1.234 or 1234; the other cells do not tell: declare decimal or thousands for the column`,
		"12 %":  `"12 %" has a percent sign; declare percent: number (12 % is 12) or percent: share (12 % is 0.12)`,
		"12 34": `"12 34" is parted neither by thousands nor by a decimal mark; is it one number?`,
		"(5,5)": `"(5,5)" is not a number; brackets may mean less than zero: write the minus before the number`,
		"5-":    `"5-" is not a number; write the minus before the number`,
		"many":  `"many" is not a number`,
	} {
		if _, err := (Reader{}).Read(cell); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", cell, err, want)
		}
	}
	want := `"12.5" has '.' where it cannot be; the column is read with the decimal mark ","`
	if _, err := (Reader{Decimal: ","}).Read("12.5"); err == nil || err.Error() != want {
		t.Error(err)
	}
}

// TestExact: whole numbers beyond 2⁵³ are exact or refused, and no zero has a sign.
func TestExact(t *testing.T) {
	for cell, want := range map[string]struct {
		value       int64
		whole, fits bool
	}{
		"9007199254740993":     {9007199254740993, true, true},
		"-9223372036854775808": {-9223372036854775808, true, true},
		"9223372036854775808":  {0, true, false},
		"5,00":                 {5, true, true},
		"1e3":                  {1000, true, true},
		"1e18":                 {0, true, false},
		"5,5":                  {0, false, true},
		"25e-1":                {0, false, true},
		"-0":                   {0, true, true},
	} {
		n, err := Reader{}.Read(cell)
		value, whole, fits := n.Int()
		if err != nil || whole != want.whole || fits != want.fits || whole && fits && value != want.value {
			t.Errorf("%s: %d %v %v %v", cell, value, whole, fits, err)
		}
	}
	for cell, ok := range map[string]bool{
		"9007199254740993": false, "9007199254740992": true, "0,12345678901234567890": true, "1e301": false, "1e300": true, "1e-400": true,
		"123456789012345678,5":  true,
		"100000000000000000000": true, "100000000000000000001": false,
	} {
		n, err := Reader{}.Read(cell)
		if _, got := n.Float(); err != nil || got != ok {
			t.Errorf("%s as a float: %v %v", cell, got, err)
		}
	}
	for cell, want := range map[string]string{"0.12": "12", "0,5": "50", "1": "100", "0.125": "12.5", "-0.01": "-1", "2e-1": "2e1", "0": "0"} {
		n, err := Reader{}.Read(cell)
		if got := n.Hundredfold().Text(); err != nil || got != want {
			t.Errorf("a hundred times %s is %s, %v", cell, got, err)
		}
	}
	zero, err := Reader{}.Read("-0,0")
	if f, ok := zero.Float(); err != nil || !ok || 1/f < 0 {
		t.Errorf("-0,0 is %v %v %v", f, ok, err)
	}
}

// FuzzNumber: whatever is read is the number that its digits say, with either mark; a declared reader is never in doubt.
func FuzzNumber(f *testing.F) {
	for _, seed := range []string{
		"1.234", "1 234,5", "1,234.5", "-0", "12 %", "1e5", "9007199254740993", "1.234.567", "(5)", "1\u202f234", "0,123",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, cell string) {
		var c Column
		doubtful := c.See(cell)
		n, err := Reader{}.Read(cell)
		var fault *Error
		if errors.As(err, &fault); fault != nil && fault.Doubt != doubtful && !strings.HasSuffix(strings.TrimSpace(cell), "%") {
			t.Fatalf("%q: doubt %v, the column says %v", cell, fault.Doubt, doubtful)
		}
		if err == nil && doubtful {
			t.Fatalf("%q is read and in doubt", cell)
		}
		for _, r := range []Reader{{Decimal: "."}, {Decimal: ","}, {Thousands: "."}, {Thousands: ","}} {
			m, err := r.Read(cell)
			if errors.As(err, &fault) && fault.Doubt && err != nil {
				t.Fatalf("%q is in doubt with %s", cell, r)
			}
			if err != nil {
				continue
			}
			if text := m.Text(); !strings.Contains(text, "e") {
				if _, ok := new(big.Rat).SetString(text); !ok {
					t.Fatalf("%q gives %q", cell, text)
				}
				again, err := Reader{Decimal: "."}.Read(text)
				if err != nil || again.Text() != text {
					t.Fatalf("%q gives %q, which gives %q %v", cell, text, again.Text(), err)
				}
			}
		}
		_ = n.Text()
	})
}
