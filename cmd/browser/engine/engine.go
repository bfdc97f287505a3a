// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"osnova/metrics/frame"
)

// Request is a message of a page.
type Request struct {
	ID     int64           `json:"id"`     // comes back with the answer
	Method string          `json:"method"` // inequality, index, survey
	Input  json.RawMessage `json:"input"`  // see [InequalityInput], [IndexInput], [SurveyInput]
}

// Response is the answer to it: a result or, where Error says so, none. Findings may come with both.
type Response struct {
	ID       int64     `json:"id"`
	Result   any       `json:"result,omitempty"` // see [InequalityResult], [IndexResult], [SurveyResult]
	Error    string    `json:"error,omitempty"`
	Findings []Finding `json:"findings,omitempty"`
}

// Finding is something wrong, or good to know, of what came in.
type Finding struct {
	Where string `json:"where"` // file:line, or the name of the table
	What  string `json:"what"`
	Hint  string `json:"hint,omitempty"` // what to try
}

// Number is a float64 that JSON writes as null where it is missing (NaN) or infinite.
type Number float64

// MarshalJSON writes the shortest decimal that reads back as the same number.
func (n Number) MarshalJSON() ([]byte, error) {
	if v := float64(n); math.IsNaN(v) || math.IsInf(v, 0) {
		return []byte("null"), nil
	}
	return json.Marshal(float64(n))
}

// numbers makes a column one of JSON.
func numbers(column []float64) []Number {
	out := make([]Number, len(column))
	for i, v := range column {
		out[i] = Number(v)
	}
	return out
}

// number is a number that may be undefined.
func number(v *float64) Number {
	if v == nil {
		return Number(math.NaN())
	}
	return Number(*v)
}

// method answers one kind of question; notes are findings that come with a result, an error may be joined of many.
type method func(input json.RawMessage) (result any, notes []Finding, err error)

// methods are all that a page may ask, by name.
var methods = map[string]method{"index": answerIndex, "inequality": answerInequality, "survey": answerSurvey}

// mostBytes of a message: a browser holds it several times over.
const mostBytes = 200 << 20

// Answer answers the text of a [Request] with that of a [Response]. It always answers: a mistake of the program is an error of the answer too.
func Answer(message []byte) []byte {
	body, err := json.Marshal(respond(message))
	if err != nil { // no result holds what JSON cannot write, so that this is a mistake of the program
		body, _ = json.Marshal(Response{Error: "the answer cannot be written: " + err.Error()})
	}
	return body
}

func respond(message []byte) (out Response) {
	defer func() {
		if r := recover(); r != nil {
			out = Response{ID: out.ID, Error: fmt.Sprintf("a mistake of the program, not of the table: %v", r)}
		}
	}()
	var q Request
	if len(message) > mostBytes {
		return Response{Error: fmt.Sprintf("the message has more than %d MB: give the table to the command of osnova", mostBytes>>20)}
	}
	if err := decodeStrict(message, &q); err != nil {
		return Response{Error: "the message is no {id, method, input}: " + err.Error()}
	}
	out.ID = q.ID
	do, ok := methods[q.Method]
	if !ok {
		return Response{ID: q.ID, Error: fmt.Sprintf("there is no method %q: ask inequality, index or survey", q.Method)}
	}
	result, notes, err := do(q.Input)
	if err != nil {
		notes = append(notes, findingsOf(q.Method, err)...)
		return Response{ID: q.ID, Error: "the input was refused", Findings: notes}
	}
	return Response{ID: q.ID, Result: result, Findings: notes}
}

// decodeStrict reads JSON; a key that nobody knows is an error.
func decodeStrict(body []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return errors.New(strings.TrimPrefix(err.Error(), "json: "))
	}
	if d.More() {
		return errors.New("something stands behind its end")
	}
	return nil
}

// findingsOf takes a joined error apart.
func findingsOf(where string, err error) []Finding {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		var out []Finding
		for _, one := range many.Unwrap() {
			out = append(out, findingsOf(where, one)...)
		}
		return out
	}
	var cell *frame.CellError
	var unknown *frame.UnknownError
	switch {
	case errors.As(err, &unknown):
		return []Finding{{unknown.Where, fmt.Sprintf("no %s %q", unknown.What, unknown.Name), hintName(unknown.Have)}}
	case errors.As(err, &cell):
		return []Finding{{Where: cell.Where(), What: cell.What()}}
	}
	return []Finding{{Where: where, What: strings.TrimPrefix(err.Error(), where+": ")}}
}

// hintName lists what there is in place of a name that is not there.
func hintName(have []string) string {
	const most = 30
	have = slices.DeleteFunc(slices.Clone(have), func(name string) bool { return name == "" })
	text := "there are: " + strings.Join(have[:min(most, len(have))], ", ")
	if more := len(have) - most; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// readTable reads the text of a table; file is its name in findings.
func readTable(file, text string) (*frame.Frame, error) {
	if err := checkTable(file, text); err != nil {
		return nil, err
	}
	return frame.Read(file, strings.NewReader(text))
}

// checkTable refuses what is no table. Every table passes here, so this is the place to make tables of other forms plain; metrics/frame
// refuses them.
func checkTable(file, text string) error {
	if strings.TrimSpace(text) == "" {
		return &frame.CellError{File: file, Reason: "the table is empty: give a header and rows below it"}
	}
	return nil
}
