// SPDX-License-Identifier: Apache-2.0

// Package form_service reads the services of returned collection forms, one row a service.
package form_service

import (
	"strconv"
	"strings"

	"osnova/ingest/forms"
	"osnova/ingest/forms/archive"
	"osnova/ingest/parse"
)

// Parse reads every workbook of the archive. A service without an answer is passed over by rule.
func Parse(in parse.Input, out *parse.Sheet) error {
	return archive.Read(in, out, forms.Services, func(t *parse.Tally, at archive.Place, p *forms.Passport, records []forms.Record) {
		for _, r := range records {
			if archive.Account(&r, t, at) {
				t.Row(at.Number, serviceRow(p, r))
			}
		}
	})
}

func serviceRow(p *forms.Passport, r forms.Record) []string {
	cells := []string{p.Unit, p.Form.Name, p.Within, p.Period, strconv.Itoa(p.Version), p.Filled, r.Item, "", "", "", "", "", "", r.Note}
	if o := r.Offer; o != nil {
		cells[7], cells[9], cells[10], cells[11], cells[12] = strconv.FormatBool(o.Offered), strings.Join(o.Channels, " "), o.Offline, o.Card, o.Page
		if o.Stage >= 0 {
			cells[8] = strconv.Itoa(o.Stage)
		}
	}
	return cells
}
