// SPDX-License-Identifier: Apache-2.0

package forms

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"osnova/ingest/parse"
	"osnova/ingest/parse/sheetxml"
)

// offline are the channels that need no internet.
var offline = []string{"cnap", "paper", "phone", "visit"}

// Offers reads the matrix of services, one record a service. A stage above the highest of its service, or one of a service that is not
// offered, refuses the row; other cells that cannot be read are emptied.
func (w *Workbook) Offers() ([]Record, error) {
	var out []Record
	seen := map[string]bool{}
	err := w.each(func(g sheetGrid, row int, code string, cells map[string]sheetxml.Cell) error {
		offered, ok := cells["offered"]
		if !ok {
			return errEnough // a sheet of questions
		}
		r := Record{Item: code, cell: g.at(row, offered.Column)}
		s, known := w.Form.Service(code)
		switch {
		case !known:
			r.refuse(shown(code), "is no service of the form")
		case seen[code]:
			r.refuse("", "the service "+code+" stands twice")
		default:
			seen[code] = true
			r.offer(w.Form.Matrix(w.Version), s, g, row, cells)
		}
		out = append(out, r)
		return enough(len(out))
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func (r *Record) offer(matrix []Item, s Service, g sheetGrid, row int, cells map[string]sheetxml.Cell) {
	o := &Offer{Stage: -1}
	said := parse.TrimSpace(cells["offered"].Text)
	others := false
	for _, i := range matrix {
		c, there := cells[i.Code]
		v := parse.TrimSpace(c.Text)
		if i.Code == "offered" || !there || v == "" {
			continue
		}
		others = true
		r.matrixCell(o, i, s, v, g.at(row, c.Column), c.Kind)
	}
	if why := reason(said); why != "" {
		r.Note, said = why, ""
		if others {
			r.refuse(shown(parse.TrimSpace(cells["offered"].Text)), "a reason for no answer, yet the row is filled in")
		}
		return
	}
	if said == "" {
		switch {
		case !others && cells["offered"].Formula:
			r.refuse("", "the formula has no value: calculate and save the workbook")
		case !others:
			r.Blank = true
		case !r.lost():
			r.refuse("", "the row is filled in, but it does not say whether the service is offered")
		}
		return
	}
	yes, ok := truth(said)
	switch {
	case !ok:
		r.refuse(shown(said), "is neither yes nor no")
	case !yes && o.Stage > 0 && !r.lost():
		r.refuse(shown(said), fmt.Sprintf("not offered, yet at stage %d", o.Stage))
	}
	if o.Offered = yes; !yes { // channels of what is not offered say nothing
		o.Channels, o.Offline, o.Card, o.Page = nil, "", "", ""
	}
	if o.Offline == "false" && slices.ContainsFunc(o.Channels, func(c string) bool { return slices.Contains(offline, c) }) {
		r.empty(g.at(row, cells["offline"].Column), shown(parse.TrimSpace(cells["offline"].Text)), "no way without the internet, yet channels that need none: "+strings.Join(o.Channels, " "))
		o.Offline = ""
	}
	slices.Sort(o.Channels)
	r.Offer = o
}

// matrixCell reads one cell of a service's row.
func (r *Record) matrixCell(o *Offer, i Item, s Service, v, cell string, kind sheetxml.NumberKind) {
	if i.Kind == "url" {
		u, err := url.Parse(v)
		if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.User != nil || strings.ContainsAny(v, "@ ") || len(v) > 500 {
			r.empty(cell, shown(v), "is no address of a page")
			return
		}
		o.Page = v
		return
	}
	if reason(v) != "" { // no answer to one column of the row
		return
	}
	n, problem := i.value(v, kind)
	switch {
	case problem != "" && i.Code == "stage":
		r.Faults = append(r.Faults, Fault{cell, shown(v), problem, false})
	case problem != "":
		r.empty(cell, shown(v), problem)
	case i.Code == "stage" && int(n) > s.Max:
		r.Faults = append(r.Faults, Fault{cell, shown(v), fmt.Sprintf("is above the highest stage of the service, %d", s.Max), false})
	case i.Code == "stage":
		o.Stage = int(n)
	case i.Kind == "mark":
		if n == 1 {
			o.Channels = append(o.Channels, i.Code)
		}
	case i.Code == "offline":
		o.Offline = strconv.FormatBool(n == 1)
	case i.Code == "card":
		o.Card = numberText(n)
	}
}
