// SPDX-License-Identifier: Apache-2.0

package forms

import (
	"fmt"
	"slices"
	"strings"

	"osnova/catalog"
)

// CellPlace is where a cell stands: the sheet as its sender sees it and as it may be published, and the address. Of a whole workbook all are empty.
type CellPlace struct{ Sheet, Shown, Address string }

// Public is the place as it may be published: Кадри!C7, or sheet 4!C7 where the sender renamed the sheet, for that name may be a person's.
func (s CellPlace) Public() string {
	if s.Address == "" {
		return ""
	}
	return s.Shown + "!" + s.Address
}

// Own is the place as its sender sees it.
func (s CellPlace) Own() string {
	if s.Address == "" {
		return ""
	}
	return s.Sheet + "!" + s.Address
}

// Fault is a cell that is refused, or a workbook that cannot be used: where, what stands there, what is wrong and what may stand there.
type Fault struct {
	CellPlace
	Got   string       // as it stands; for its sender alone, see Value
	Code  FaultCode    // which words tell it
	Args  []string     // what the words name
	May   catalog.Text // what may stand there; empty where the words say it
	Empty bool         // only the cell is emptied, its record stands
}

// Value is what stands there as it may be published: anything that may be about a person is (text).
func (f Fault) Value() string { return shown(f.Got) }

// Reason says in a language, uk or en, what is wrong.
func (f Fault) Reason(lang string) string {
	words, ok := faultWords[f.Code]
	if !ok {
		return string(f.Code) + " " + strings.Join(f.Args, " ")
	}
	args := make([]any, len(f.Args))
	for i, a := range f.Args {
		args[i] = a
	}
	text := words.EN
	if lang == "uk" {
		text = words.UK
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// Error is the fault in English, as it may be published.
func (f *Fault) Error() string {
	reason := f.Reason("en")
	switch {
	case f.Address == "":
		return reason
	case f.Got == "":
		return f.Public() + ": " + reason
	}
	return fmt.Sprintf("%s: %q %s", f.Public(), f.Value(), reason)
}

// Line tells its sender the fault in one line: where, what stands there, what is wrong, what may stand there.
func (f Fault) Line(lang string) string {
	may := map[string]string{"uk": "можна: ", "en": "may be: "}[lang]
	quote := map[string]string{"uk": "«%s»", "en": "%q"}[lang]
	var out strings.Builder
	if at := f.Own(); at != "" {
		out.WriteString(oneLine(at) + ": ")
	}
	if got := oneLine(f.Got); got != "" {
		fmt.Fprintf(&out, quote+" — ", got)
	}
	out.WriteString(f.Reason(lang))
	if words := f.May.In(lang); words != "" {
		out.WriteString("; " + may + words)
	}
	return out.String()
}

// oneLine is a text as a message quotes it.
func oneLine(text string) string {
	r := []rune(strings.Join(strings.Fields(text), " "))
	if len(r) > 100 {
		return string(r[:100]) + "…"
	}
	return string(r)
}

// wholeFault is one of a whole workbook.
func wholeFault(code FaultCode, args ...string) *Fault { return &Fault{Code: code, Args: args} }

// problem is what is wrong with an answer; the zero value is nothing.
type problem struct {
	code FaultCode
	args []string
}

func wrong(code FaultCode, args ...string) problem { return problem{code, args} }

// refuse loses the record for what stands in its cell.
func (r *Record) refuse(got string, may catalog.Text, code FaultCode, args ...string) {
	r.Faults = append(r.Faults, Fault{CellPlace: r.spot, Got: got, Code: code, Args: args, May: may})
}

// empty notes a cell that the record goes on without.
func (r *Record) empty(at CellPlace, got string, may catalog.Text, code FaultCode, args ...string) {
	r.Faults = append(r.Faults, Fault{CellPlace: at, Got: got, Code: code, Args: args, May: may, Empty: true})
}

// Lost reports whether a record is refused as a whole.
func (r *Record) Lost() bool {
	return slices.ContainsFunc(r.Faults, func(f Fault) bool { return !f.Empty })
}

// May says in both languages what may stand in the cell of a question.
func (i Item) May() catalog.Text {
	lo, hi := numberText(i.Min), numberText(i.Max)
	switch {
	case i.Kind == "level":
		var uk, en []string
		for n, o := range i.Options {
			uk, en = append(uk, fmt.Sprintf("%d — %s", n, o.UK)), append(en, fmt.Sprintf("%d — %s", n, o.EN))
		}
		return catalog.Text{UK: "одна з відповідей: " + strings.Join(uk, "; "), EN: "one of the answers: " + strings.Join(en, "; ")}
	case i.Kind == "yesno":
		return catalog.Text{UK: "«так» або «ні»", EN: `"так" or "ні" ("yes" or "no")`}
	case i.Kind == "mark":
		return catalog.Text{UK: "«так», або лишіть порожнім", EN: `"так" ("yes"), or leave it empty`}
	case i.Kind == "money" && i.Max == 0:
		return catalog.Text{UK: "число від " + lo + ", наприклад 150000,50", EN: "a number from " + lo + ", such as 150000.50"}
	case i.Kind == "money":
		return catalog.Text{UK: "число від " + lo + " до " + hi, EN: "a number from " + lo + " to " + hi}
	case i.Kind == "url":
		return catalog.Text{UK: "адреса сторінки, що починається з https://", EN: "the address of a page, beginning with https://"}
	case i.Kind == "count" && i.Max == 0:
		return catalog.Text{UK: "ціле число від " + lo, EN: "a whole number from " + lo}
	case i.Kind == "count", i.Kind == "stage":
		return catalog.Text{UK: "ціле число від " + lo + " до " + hi, EN: "a whole number from " + lo + " to " + hi}
	case i.Kind == "year":
		return catalog.Text{UK: "рік чотирма цифрами, від " + lo + " до нинішнього", EN: "a year of four digits, from " + lo + " to this one"}
	case i.Kind == "date":
		return catalog.Text{UK: "день, не пізніший за сьогодні, у вигляді дд.мм.рррр", EN: "a day that is not later than today, as dd.mm.yyyy"}
	}
	return catalog.Text{}
}

// mayReason is what may stand in the column of reasons.
var mayReason = catalog.Text{
	UK: "«відмова», «даних не ведуть», «не стосується», або лишіть порожнім",
	EN: `"відмова" (refused), "даних не ведуть" (no data kept), "не стосується" (does not apply), or leave it empty`,
}
