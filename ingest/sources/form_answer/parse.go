// SPDX-License-Identifier: Apache-2.0

// Package form_answer reads the answers of returned collection forms, one row a question.
package form_answer

import (
	"strconv"

	"osnova/ingest/forms"
	"osnova/ingest/forms/archive"
	"osnova/ingest/parse"
)

// Parse reads every workbook of the archive. A question without an answer is passed over by rule: it is no zero.
func Parse(in parse.Input, out *parse.Sheet) error {
	return archive.Read(in, out, forms.Questions, func(t *parse.Tally, at archive.Place, p *forms.Passport, records []forms.Record) {
		for _, r := range records {
			if archive.Account(&r, t, at) {
				value := ""
				if r.Note == "" {
					value = strconv.FormatFloat(r.Value, 'f', -1, 64)
				}
				t.Row(at.Number, []string{p.Unit, p.Form.Name, p.Within, p.Period, strconv.Itoa(p.Version), p.Filled, r.Item, value, r.Note})
			}
		}
	})
}
