// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"regexp"
	"strings"
)

// signs are what offices write where there is no value, and what each says: ":" not available, "n" does not apply, "c" confidential.
var signs = map[string]string{
	"": ":", ":": ":", "..": ":", "...": ":", "…": ":", "-": ":", "–": ":", "—": ":", "−": ":", "NaN": ":",
	"x": "n", "X": "n", "х": "n", "Х": "n", "к": "c", "К": "c", "k": "c", "K": "c",
}

// figure reads a cell of a statistical table: a number that may carry footnote marks and flags, or a sign instead of one.
//
// A digit is a mark only if it is set high (¹), stands after a closing bracket, or stands apart and before one: 12,3¹, (12,3)1, 12,3 1).
// Letters after a number or a colon are flags: 48.4 be, : c. What is neither comes back as it is, to be judged by the contract.
func figure(cell string, own map[string]string) (value, status string) {
	v := TrimSpace(cell)
	if s, ok := statusSign(v, own); ok {
		return "", s
	}
	if m := flagged.FindStringSubmatch(v); m != nil {
		body := unmarked(m[1])
		if isNumber(body) {
			return body, m[2]
		}
		if body == ":" {
			return "", m[2]
		}
	}
	plain := unmarked(v)
	if s, ok := statusSign(plain, own); ok {
		return "", s
	}
	return plain, ""
}

func statusSign(v string, own map[string]string) (status string, ok bool) {
	if status, ok = own[v]; ok {
		return status, true
	}
	status, ok = signs[v]
	return status, ok
}

var (
	flagged   = regexp.MustCompile(`^(.*[0-9:)])[\s\p{Zs}]*([bcdefinprsuz]{1,4})$`)
	raised    = regexp.MustCompile(`[\s\p{Zs}]*[⁰¹²³⁴⁵⁶⁷⁸⁹]+[⁾)]?(?:[,\x{2060} ][⁰¹²³⁴⁵⁶⁷⁸⁹]+[⁾)]?)*$`)
	bracketed = regexp.MustCompile(`^\((.+)\)[0-9]{1,2}$`)
	apart     = regexp.MustCompile(`^(.*[^\s\p{Zs}])[\s\p{Zs}]+[0-9]{1,2}\)$`)
	starred   = regexp.MustCompile(`[\s\p{Zs}]*\*+$`)
	glued     = regexp.MustCompile(`^(.*[а-яіїєґ»)])[0-9]{1,2}\)?$`)
)

// unmarked cuts footnote marks off a number or a word. A number in brackets keeps its value: brackets alone are no minus sign here.
func unmarked(v string) string {
	v = starred.ReplaceAllString(raised.ReplaceAllString(v, ""), "")
	if m := bracketed.FindStringSubmatch(v); m != nil {
		return m[1]
	}
	if m := apart.FindStringSubmatch(v); m != nil {
		return m[1]
	}
	return v
}

// heading cleans the text of a heading or a key: one space, no footnote marks, and no digits glued to a small Cyrillic letter (рік1).
func heading(cell string) string {
	v := unmarked(strings.Join(strings.Fields(TrimSpace(cell)), " "))
	if m := glued.FindStringSubmatch(v); m != nil {
		return m[1]
	}
	return v
}
