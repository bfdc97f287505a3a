// SPDX-License-Identifier: Apache-2.0

package forms

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"osnova/catalog"
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
		r := Record{Item: code, spot: g.at(row, offered.Column)}
		s, known := w.Form.Service(code)
		switch {
		case !known:
			r.refuse(code, catalog.Text{}, NotService)
		case seen[code]:
			r.refuse("", catalog.Text{}, ServiceTwice, code)
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
	said := trimText(cells["offered"].Text)
	others := false
	for _, i := range matrix {
		c, there := cells[i.Code]
		if into := g.covered(row, c.Column); there && into != "" {
			r.Faults = append(r.Faults, Fault{CellPlace: g.at(row, c.Column), Code: MergedCells, Args: []string{into}})
			return
		}
		v := trimText(c.Text)
		if i.Code == "offered" || !there || v == "" {
			continue
		}
		others = true
		r.matrixCell(o, i, s, v, g.at(row, c.Column), c.Kind)
	}
	if why := reason(said); why != "" {
		r.Note, said = why, ""
		if others {
			r.refuse(trimText(cells["offered"].Text), catalog.Text{}, ReasonFilled)
		}
		return
	}
	if said == "" {
		switch {
		case !others && cells["offered"].Formula:
			r.refuse("", catalog.Text{}, HollowFormula)
		case !others:
			r.Blank = true
		case !r.Lost():
			r.refuse("", catalog.Text{}, OfferUnsaid)
		}
		return
	}
	yes, ok := truth(said)
	switch {
	case !ok:
		r.refuse(said, Item{Kind: "yesno"}.May(), NotYesNo)
	case !yes && o.Stage > 0 && !r.Lost():
		r.refuse(said, catalog.Text{}, StageUnoffered, strconv.Itoa(o.Stage))
	}
	if o.Offered = yes; !yes { // channels of what is not offered say nothing
		o.Channels, o.Offline, o.Card, o.Page = nil, "", "", ""
	}
	if o.Offline == "false" && slices.ContainsFunc(o.Channels, func(c string) bool { return slices.Contains(offline, c) }) {
		r.empty(g.at(row, cells["offline"].Column), trimText(cells["offline"].Text), catalog.Text{}, OfflineChannel, strings.Join(o.Channels, " "))
		o.Offline = ""
	}
	slices.Sort(o.Channels)
	r.Offer = o
}

// matrixCell reads one cell of a service's row.
func (r *Record) matrixCell(o *Offer, i Item, s Service, v string, at CellPlace, kind sheetxml.NumberKind) {
	if i.Kind == "url" {
		u, err := url.Parse(v)
		if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.User != nil || strings.ContainsAny(v, "@ ") || len(v) > 500 {
			r.empty(at, v, i.May(), NotAddress)
			return
		}
		o.Page = v
		return
	}
	if reason(v) != "" { // no answer to one column of the row
		return
	}
	n, what := i.value(v, kind)
	switch {
	case what.code != "":
		r.Faults = append(r.Faults, Fault{CellPlace: at, Got: v, Code: what.code, Args: what.args, May: i.May(), Empty: i.Code != "stage"})
	case i.Code == "stage" && int(n) > s.Max:
		r.Faults = append(r.Faults, Fault{CellPlace: at, Got: v, Code: AboveStage, Args: []string{strconv.Itoa(s.Max)}})
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
