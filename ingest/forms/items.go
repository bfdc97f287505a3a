// SPDX-License-Identifier: Apache-2.0

package forms

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"osnova/catalog"
	"osnova/ingest/sources"
)

// Item is one question: what is asked, what may be answered, and since which version of the form.
type Item struct {
	Sheet, Code string
	Indicator   string // of which it is a part; may be empty
	Kind        string // count, money, level, yesno; in the passport code, place, name, year, date; in a matrix also stage, mark, url
	Per         string // service: asked of every service
	PartOf      []string
	Min, Max    float64 // Max 0: none
	Unit        catalog.Text
	Since       int
	Until       int // 0: still asked
	Text, Hint  catalog.Text
	Options     []catalog.Text // of a level, from 0
}

// Asked reports whether a version of the form has the question.
func (i Item) Asked(version int) bool {
	return i.Since <= version && (i.Until == 0 || version <= i.Until)
}

// Service is one service that forms ask about.
type Service struct {
	ID   string // S01… of bodies, C01… of centres
	Name catalog.Text
	Max  int // highest stage that makes sense
}

// Form is the questions to one kind of unit.
type Form struct {
	Name     string // community or body
	Version  int    // newest
	Sheets   []Item // titles and explanations of sheets, in order
	Items    []Item
	Services []Service

	byCode    map[string]Item
	byService map[string]Service
}

// Item returns a question by its code.
func (f *Form) Item(code string) (Item, bool) { i, ok := f.byCode[code]; return i, ok }

// Service returns a service by its id.
func (f *Form) Service(id string) (Service, bool) { s, ok := f.byService[id]; return s, ok }

// Matrix are the questions asked of every service, in order.
func (f *Form) Matrix(version int) []Item { return f.asked(version, "service", "") }

// Of are the questions of one sheet.
func (f *Form) Of(sheet string, version int) []Item { return f.asked(version, "", sheet) }

func (f *Form) asked(version int, per, sheet string) (out []Item) {
	for _, i := range f.Items {
		if i.Per == per && (sheet == "" || i.Sheet == sheet) && i.Asked(version) {
			out = append(out, i)
		}
	}
	return out
}

// Load reads the declared questions. Names are those of forms: community, body.
func Load() (map[string]*Form, error) {
	var tables [3][]byte
	for n, source := range []string{"form_items", "services", "cnap_services"} {
		var err error
		if tables[n], err = sources.Read(source, "data.csv"); err != nil {
			return nil, fmt.Errorf("forms are made of the source %s: %w", source, err)
		}
	}
	return loadForms(tables[0], tables[1], tables[2])
}

func loadForms(items, bodyServices, centreServices []byte) (map[string]*Form, error) {
	rows, err := table(items)
	if err != nil {
		return nil, fmt.Errorf("form_items: %w", err)
	}
	out := map[string]*Form{}
	for n, r := range rows {
		f := out[r["form"]]
		if f == nil {
			f = &Form{Name: r["form"], Version: 1, byCode: map[string]Item{}, byService: map[string]Service{}}
			out[f.Name] = f
		}
		i, err := readItem(r)
		if err != nil {
			return nil, fmt.Errorf("form_items: row %d: %w", n+2, err)
		}
		if _, twice := f.byCode[i.Code]; twice {
			return nil, fmt.Errorf("form_items: row %d: item %s is declared twice in form %s", n+2, i.Code, f.Name)
		}
		f.Version = max(f.Version, i.Since)
		if i.Kind == "sheet" {
			f.Sheets = append(f.Sheets, i)
			continue
		}
		f.Items, f.byCode[i.Code] = append(f.Items, i), i
	}
	for _, f := range out {
		if err := f.complete(bodyServices, centreServices); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// complete adds the services and looks whether what questions refer to is there.
func (f *Form) complete(bodyServices, centreServices []byte) error {
	lists := [][]byte{bodyServices}
	if f.Name == "community" {
		lists = append(lists, centreServices)
	}
	for _, list := range lists {
		rows, err := table(list)
		if err != nil {
			return fmt.Errorf("services: %w", err)
		}
		for _, r := range rows {
			top, err := strconv.Atoi(r["max"])
			if err != nil {
				return fmt.Errorf("service %s: max: %w", r["id"], err)
			}
			s := Service{r["id"], catalog.Text{UK: r["uk"], EN: r["en"]}, top}
			f.Services, f.byService[s.ID] = append(f.Services, s), s
		}
	}
	for _, i := range f.Items {
		for _, whole := range i.PartOf {
			if _, ok := f.byCode[whole]; !ok {
				return fmt.Errorf("form_items: item %s is part of %s, which form %s does not ask", i.Code, whole, f.Name)
			}
		}
		if !slices.ContainsFunc(f.Sheets, func(s Item) bool { return s.Sheet == i.Sheet }) {
			return fmt.Errorf("form_items: item %s stands on sheet %s, which form %s does not have", i.Code, i.Sheet, f.Name)
		}
	}
	for _, code := range []string{"unit", "period", "filled_on"} {
		if _, ok := f.byCode[code]; !ok {
			return fmt.Errorf("form_items: form %s does not ask %s", f.Name, code)
		}
	}
	return nil
}

func readItem(r map[string]string) (Item, error) {
	i := Item{
		Sheet: r["sheet"], Code: r["item"], Indicator: r["indicator"], Kind: r["kind"], Per: r["per"], PartOf: strings.Fields(r["part_of"]),
		Unit: catalog.Text{UK: r["unit_uk"], EN: r["unit_en"]}, Text: catalog.Text{UK: r["uk"], EN: r["en"]}, Hint: catalog.Text{UK: r["hint_uk"], EN: r["hint_en"]},
	}
	var err error
	number := func(name string) float64 {
		if r[name] == "" || err != nil {
			return 0
		}
		var v float64
		if v, err = strconv.ParseFloat(r[name], 64); err != nil {
			err = fmt.Errorf("%s: %w", name, err)
		}
		return v
	}
	i.Min, i.Max, i.Since, i.Until = number("min"), number("max"), int(number("since")), int(number("until"))
	if err != nil {
		return i, err
	}
	if r["options_uk"] != "" {
		uk, en := strings.Split(r["options_uk"], " | "), strings.Split(r["options_en"], " | ")
		if len(uk) != len(en) {
			return i, fmt.Errorf("%d options in Ukrainian, %d in English", len(uk), len(en))
		}
		for k := range uk {
			i.Options = append(i.Options, catalog.Text{UK: uk[k], EN: en[k]})
		}
	}
	switch {
	case !slices.Contains([]string{"sheet", "count", "money", "level", "yesno", "code", "place", "name", "year", "date", "stage", "mark", "url"}, i.Kind):
		return i, fmt.Errorf("kind %q is not known", i.Kind)
	case i.Kind == "level" && len(i.Options) < 2:
		return i, fmt.Errorf("level %s has %d options", i.Code, len(i.Options))
	case i.Since < 1:
		return i, fmt.Errorf("item %s: since is below 1", i.Code)
	}
	return i, nil
}

func table(body []byte) ([]map[string]string, error) {
	records, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
	if err != nil {
		return nil, err
	}
	if len(records) == 0 {
		return nil, fmt.Errorf("the table is empty")
	}
	out := make([]map[string]string, 0, len(records)-1)
	for _, r := range records[1:] {
		row := map[string]string{}
		for i, h := range records[0] {
			row[h] = r[i]
		}
		out = append(out, row)
	}
	return out, nil
}
