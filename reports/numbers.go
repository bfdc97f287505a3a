// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"math"
	"strconv"
	"strings"
	"time"
)

const (
	noBreakSpace = "\u00a0"
	minus        = "−"
)

// tongue writes numbers and dates in one language, "uk" or "en".
type tongue string

func (l tongue) uk() bool { return l != "en" }

func (l tongue) pick(uk, en string) string {
	if l == "en" {
		return en
	}
	return uk
}

// number writes v with the decimals given: 1 469,5 in Ukrainian (with no-break spaces), 1,469.5 in English.
func (l tongue) number(v float64, decimals int) string {
	text := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	whole, fraction, _ := strings.Cut(text, ".")
	gap, mark := noBreakSpace, ","
	if l == "en" {
		gap, mark = ",", "."
	}
	var b strings.Builder
	b.Grow(len(text) + 8)
	if v < 0 && strings.Trim(text, "0.") != "" {
		b.WriteString(minus)
	}
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(gap)
		}
		b.WriteRune(r)
	}
	if fraction != "" {
		b.WriteString(mark + fraction)
	}
	return b.String()
}

// percent writes a share of one as 62,4 % or 62.4%.
func (l tongue) percent(share float64, decimals int) string {
	return l.number(share*100, decimals) + l.pick(noBreakSpace+"%", "%")
}

// signed writes a change with its sign.
func (l tongue) signed(v float64, decimals int) string {
	text := l.number(v, decimals)
	if v > 0 && strings.ContainsAny(text, "123456789") {
		return "+" + text
	}
	return text
}

// money writes hryvnias: 14 210 грн; from a million on 1,2 млн грн, from a billion on 3,4 млрд грн.
func (l tongue) money(v float64) string {
	unit, decimals := l.pick("грн", "UAH"), 0
	switch a := math.Abs(v); {
	case a >= 1e9:
		v, unit, decimals = v/1e9, l.pick("млрд грн", "bn UAH"), 1
	case a >= 1e6:
		v, unit, decimals = v/1e6, l.pick("млн грн", "m UAH"), 1
	}
	return l.number(v, decimals) + noBreakSpace + strings.ReplaceAll(unit, " ", noBreakSpace)
}

var months = map[tongue][2][12]string{
	"uk": {
		{"січень", "лютий", "березень", "квітень", "травень", "червень", "липень", "серпень", "вересень", "жовтень", "листопад", "грудень"},
		{"січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня", "листопада", "грудня"},
	},
	"en": {
		{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
	},
}

// date writes an ISO day, month or year in words: 23 листопада 2026, вересень 2022, 2025. Other text stays as it is.
func (l tongue) date(iso string) string {
	if year, ok := strings.CutPrefix(iso, "../"); ok { // an interval without a beginning
		return l.pick("не пізніше "+year+noBreakSpace+"року", "not later than"+noBreakSpace+year)
	}
	names := months[tongue(l.pick("uk", "en"))]
	if t, err := time.Parse(time.DateOnly, iso); err == nil {
		return strconv.Itoa(t.Day()) + noBreakSpace + names[1][t.Month()-1] + noBreakSpace + strconv.Itoa(t.Year())
	}
	if t, err := time.Parse("2006-01", iso); err == nil {
		return names[0][t.Month()-1] + noBreakSpace + strconv.Itoa(t.Year())
	}
	if year, quarter, ok := strings.Cut(iso, "-Q"); ok && len(quarter) == 1 && quarter >= "1" && quarter <= "4" {
		return l.pick(quarter+"-й"+noBreakSpace+"квартал"+noBreakSpace, "Q"+quarter+noBreakSpace) + year
	}
	return iso
}

// form picks the grammatical form that goes with n: one, few, many in Ukrainian; one, many in English.
func (l tongue) form(n int64, forms []string) string {
	if len(forms) == 0 {
		return ""
	}
	at, m := len(forms)-1, n
	if m < 0 {
		m = -m
	}
	if l == "en" {
		if m == 1 {
			at = 0
		}
		return forms[at]
	}
	switch d, h := m%10, m%100; {
	case d == 1 && h != 11:
		at = 0
	case d >= 2 && d <= 4 && (h < 12 || h > 14):
		at = min(1, at)
	}
	return forms[at]
}

// amount reads a value of a row as a number; ok is false for a missing one.
func amount(v any) (f float64, ok bool) {
	switch n := v.(type) {
	case float64:
		return n, !math.IsNaN(n) && !math.IsInf(n, 0)
	case int64:
		return float64(n), true
	case int:
		return float64(n), true
	case *float64:
		if n != nil {
			return *n, true
		}
	}
	return 0, false
}
