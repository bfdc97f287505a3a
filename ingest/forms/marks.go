// SPDX-License-Identifier: Apache-2.0

package forms

import (
	"fmt"

	"osnova/catalog"
)

// Marks by which a workbook is read whatever people made of its visible text: they stand in the hidden row and column of codes, and in the
// first cell of the hidden sheet of codes.
const (
	FormMarker  = "#form"
	TableMarker = "#units" // the same of a table of many units
	CodeSheet   = "codes"
)

// reasons why a question has no answer, with the words of the form.
var reasons = []struct {
	code string
	text catalog.Text
}{
	{"refused", catalog.Text{UK: "відмова", EN: "refused"}},
	{"unknown", catalog.Text{UK: "даних не ведуть", EN: "no data kept"}},
	{"not_applicable", catalog.Text{UK: "не стосується", EN: "does not apply"}},
}

// YesNo are the two answers to such a question, as lists have them.
func YesNo() [2]string {
	return [2]string{BothLines(catalog.Text{UK: "так", EN: "yes"}), BothLines(catalog.Text{UK: "ні", EN: "no"})}
}

// ReasonList are the reasons why a question has no answer, as the list of a form has them.
func ReasonList() (out []string) {
	for _, r := range reasons {
		out = append(out, BothLines(r.text))
	}
	return out
}

// BothLines is a text in both languages in one line.
func BothLines(t catalog.Text) string {
	if t.UK == t.EN || t.EN == "" {
		return t.UK
	}
	return t.UK + " / " + t.EN
}

// BothLanguages is a text in both languages, a line each.
func BothLanguages(t catalog.Text) string {
	if t.EN == "" {
		return t.UK
	}
	return t.UK + "\n" + t.EN
}

// Option is an answer to a level as its list has it: 2 — text / text.
func (i Item) Option(n int) string { return fmt.Sprintf("%d — %s", n, BothLines(i.Options[n])) }

// Columns are the codes of a table of many units, in order: of questions, and of services.
func (f *Form) Columns(version int) (questions, services []string) {
	services = []string{"period", "service"}
	for _, i := range f.Items {
		switch {
		case !i.Asked(version) || i.Code == "unit":
		case i.Per == "":
			questions = append(questions, i.Code)
		default:
			services = append(services, i.Code)
		}
	}
	return questions, services
}
