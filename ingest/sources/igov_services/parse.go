// SPDX-License-Identifier: Apache-2.0

// Package igov_services counts the services that cities offered on the portal iGov.org.ua in December 2017.
package igov_services

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"

	"osnova/catalog"
	"osnova/ingest/parse"
)

// place is what an old code stands for today.
type place struct{ territory, category string }

// offer sums the live rows of one territory.
type offer struct {
	place
	rows, builtIn, links, bankID int
	services, subcategories      map[string]bool
}

// latin maps the Cyrillic look-alikes of the crosswalk's categories; Т, the settlement of urban type, is X today.
var latin = strings.NewReplacer("О", "O", "К", "K", "Р", "P", "Н", "H", "М", "M", "Т", "X", "Х", "X", "С", "C", "В", "B")

// preferred orders the categories that share one old code: the settlement itself before the community around it.
var preferred = []string{"K", "M", "X", "C", "H", "P"}

// Parse counts live rows (neither hidden nor test) by territory. A service of a city is found by the city's KOATUU code, padded to ten
// digits, through the crosswalk to KATOTTG. Rows of the other tables are accounted for as looked up.
func Parse(in parse.Input, out *parse.Sheet) error {
	places, err := crosswalk(in, out)
	if err != nil {
		return err
	}
	cities, err := lookup(in, out, "city", []string{"nID", "sName", "sID_UA"})
	if err != nil {
		return err
	}
	services, err := lookup(in, out, "service", []string{"nID", "nID_Subcategory"})
	if err != nil {
		return err
	}
	file, records, err := readTable(in, "data")
	if err != nil {
		return err
	}
	at, err := parse.Header(file, records[0], []string{"nID_Service", "nID_City", "nID_ServiceType", "bHidden", "bTest", "asAuth"})
	if err != nil {
		return err
	}
	t, offers := out.File(file), map[string]*offer{}
	for _, r := range records[1:] {
		t.In++
		if len(r.Cells) != len(records[0].Cells) {
			t.Reject(r.Line, "", strconv.Itoa(len(r.Cells)), "the row has another number of cells than the header")
			continue
		}
		cell := func(i int) string { return parse.TrimSpace(r.Cells[at[i]]) }
		hidden, test := strings.ToLower(cell(3)), strings.ToLower(cell(4))
		city, known := cities[cell(1)]
		switch {
		case hidden != "true" && hidden != "false":
			t.Reject(r.Line, "bHidden", cell(3), "is neither true nor false")
		case test != "true" && test != "false":
			t.Reject(r.Line, "bTest", cell(4), "is neither true nor false")
		case hidden == "true" || test == "true":
			t.Skip("hidden_or_test")
		case cell(1) == "NULL" || cell(1) == "":
			t.Skip("no_city")
		case !known:
			t.Reject(r.Line, "nID_City", cell(1), "the city is not in City.csv")
		default:
			p, ok := places[padded(city[1])]
			switch {
			case !ok && strings.HasSuffix(city[0], "район"):
				t.Skip("abolished_raion")
			case !ok:
				t.Reject(r.Line, "sID_UA", city[1], "the crosswalk has no such code")
			case p.territory == "":
				t.Reject(r.Line, "sID_UA", city[1], "the crosswalk has several places of one category for the code")
			default:
				t.Used()
				addOffer(offers, p, cell(0), services[cell(0)], cell(2), cell(5))
			}
		}
	}
	return write(offers, out)
}

func addOffer(offers map[string]*offer, p place, service string, subcategory []string, kind, auth string) {
	o := offers[p.territory]
	if o == nil {
		o = &offer{place: p, services: map[string]bool{}, subcategories: map[string]bool{}}
		offers[p.territory] = o
	}
	o.rows++
	o.services[service] = true
	if len(subcategory) > 0 {
		o.subcategories[subcategory[0]] = true
	}
	switch kind {
	case "4":
		o.builtIn++
	case "1":
		o.links++
	}
	if slices.Contains(strings.Split(auth, ","), "BankID") {
		o.bankID++
	}
}

func write(offers map[string]*offer, out *parse.Sheet) error {
	var order []string
	for id := range offers {
		order = append(order, id)
	}
	slices.Sort(order)
	for _, id := range order {
		o := offers[id]
		share := math.Round(1000*float64(o.bankID)/float64(o.rows)) / 1000
		row := []string{
			id, o.category, strconv.Itoa(o.rows), strconv.Itoa(len(o.services)), strconv.Itoa(len(o.subcategories)),
			strconv.Itoa(o.builtIn), strconv.Itoa(o.links), strconv.FormatFloat(share, 'f', -1, 64),
		}
		if err := out.Add(row); err != nil {
			return err
		}
	}
	return nil
}

// padded gives a KOATUU code its ten digits: tables lost the leading zero.
func padded(code string) string {
	if len(code) < 10 {
		return strings.Repeat("0", 10-len(code)) + code
	}
	return code
}

// crosswalk gives for every old code the place that bears it; an empty territory says that two of one category do.
func crosswalk(in parse.Input, out *parse.Sheet) (map[string]place, error) {
	body, err := in.Bytes("crosswalk")
	if err != nil {
		return nil, err
	}
	file := baseName(in, "crosswalk")
	records, err := parse.ReadCSV(file, body, catalog.Format{})
	if err != nil {
		return nil, err
	}
	at, err := parse.Header(file, records[0], []string{"Кодифікатор", "Код об'єкта КОАТУУ", "Категорія об’єкта"})
	if err != nil {
		return nil, err
	}
	t, places := out.File(file), map[string]place{}
	for _, r := range records[1:] {
		t.In++
		if len(r.Cells) != len(records[0].Cells) {
			t.Reject(r.Line, "", strconv.Itoa(len(r.Cells)), "the row has another number of cells than the header")
			continue
		}
		t.Skip("lookup")
		old := padded(parse.TrimSpace(r.Cells[at[1]]))
		if strings.Trim(old, "0123456789") != "" {
			continue // «Новий район»: created in 2020, it bears no old code
		}
		now := place{parse.TrimSpace(r.Cells[at[0]]), latin.Replace(parse.TrimSpace(r.Cells[at[2]]))}
		first, taken := places[old]
		switch was, is := slices.Index(preferred, first.category), slices.Index(preferred, now.category); {
		case is < 0:
		case !taken || is < was:
			places[old] = now
		case is == was:
			places[old] = place{"", now.category}
		}
	}
	return places, nil
}

// lookup reads a small table into its rows by the first column wanted.
func lookup(in parse.Input, out *parse.Sheet, name string, want []string) (map[string][]string, error) {
	file, records, err := readTable(in, name)
	if err != nil {
		return nil, err
	}
	at, err := parse.Header(file, records[0], want)
	if err != nil {
		return nil, err
	}
	t, rows := out.File(file), map[string][]string{}
	for _, r := range records[1:] {
		t.In++
		if len(r.Cells) != len(records[0].Cells) {
			t.Reject(r.Line, "", strconv.Itoa(len(r.Cells)), "the row has another number of cells than the header")
			continue
		}
		t.Skip("lookup")
		var cells []string
		for _, i := range at[1:] {
			cells = append(cells, parse.TrimSpace(r.Cells[i]))
		}
		rows[parse.TrimSpace(r.Cells[at[0]])] = cells
	}
	return rows, nil
}

func baseName(in parse.Input, name string) string {
	for _, f := range in.Source.Files {
		if f.Name == name {
			return path.Base(f.Mirror)
		}
	}
	return name
}

// readTable reads a table of the portal: semicolons, and JSON whose quotes are not doubled.
func readTable(in parse.Input, name string) (string, []parse.Record, error) {
	file := baseName(in, name)
	body, err := in.Bytes(name)
	if err != nil {
		return file, nil, err
	}
	text, err := parse.Decode(file, body, "")
	if err != nil {
		return file, nil, err
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = ';', true, -1
	var out []parse.Record
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return file, out, nil
		}
		if err != nil {
			return file, nil, &parse.Error{File: file, What: "the table is broken: " + err.Error(), Hint: "the file may be truncated"}
		}
		line, _ := r.FieldPos(0)
		out = append(out, parse.Record{Line: line, Cells: cells})
	}
}
