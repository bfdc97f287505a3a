// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"fmt"
	"regexp"
	"sort"
	"strconv"
)

// Finding says that data or a declaration is wrong: where, what, and what to try.
// Findings are collected and shown together; they never stop the program by themselves.
type Finding struct {
	Where   string // file:line, or source and row
	What    string
	Hint    string
	Warning bool   `json:",omitempty"` // all that was to be made is made, of what was known before; else something is not made, or is wrong
	Step    string `json:",omitempty"` // id of the step of a build that met it
}

// Words of Finding.Severity, the lesser first; a notice is no finding, but stands in the table of what is open.
const (
	SeverityNotice  = "notice"
	SeverityWarning = "warning"
	SeverityError   = "error"
)

// Severity is "warning" or "error".
func (f Finding) Severity() string {
	if f.Warning {
		return SeverityWarning
	}
	return SeverityError
}

// String formats the finding on one line.
func (f Finding) String() string {
	s := f.Where + ": " + f.What
	if f.Hint != "" {
		s += " (" + f.Hint + ")"
	}
	return s
}

// placePattern is a file with its line in the words of where.
var placePattern = regexp.MustCompile(`([^\s:]+\.[A-Za-z]+)(?::(\d+))?(?::|$)`)

// tablePattern is a table of a layer, which looks like a file.
var tablePattern = regexp.MustCompile(`^(raw|staging|mart|metric|declared)\.`)

// Place is the file that a finding names, and the line in it; "" and 0 where it names none.
func (f Finding) Place() (file string, line int) {
	m := placePattern.FindStringSubmatch(f.Where)
	if m == nil || tablePattern.MatchString(m[1]) {
		return "", 0
	}
	line, _ = strconv.Atoi(m[2])
	return m[1], line
}

// Findings is a list of findings in the order in which they were met.
type Findings []Finding

// Add appends a finding; args fill the verbs of what.
func (fs *Findings) Add(where, hint, what string, args ...any) {
	*fs = append(*fs, Finding{Where: where, What: fmt.Sprintf(what, args...), Hint: hint})
}

// Warn appends a warning; args fill the verbs of what.
func (fs *Findings) Warn(where, hint, what string, args ...any) {
	*fs = append(*fs, Finding{Where: where, What: fmt.Sprintf(what, args...), Hint: hint, Warning: true})
}

// Of counts the findings of a severity.
func (fs Findings) Of(severity string) (n int) {
	for _, f := range fs {
		if f.Severity() == severity {
			n++
		}
	}
	return n
}

// AsWarnings are the same findings, each a warning.
func (fs Findings) AsWarnings() Findings {
	out := append(Findings(nil), fs...)
	for i := range out {
		out[i].Warning = true
	}
	return out
}

// Sorted returns the findings ordered by place, then by words.
func (fs Findings) Sorted() Findings {
	out := append(Findings(nil), fs...)
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].Where != out[j].Where {
			return out[i].Where < out[j].Where
		}
		return out[i].What < out[j].What
	})
	return out
}
