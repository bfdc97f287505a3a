// SPDX-License-Identifier: Apache-2.0

package gazetteer

import (
	"compress/gzip"
	"encoding/csv"
	"io"
	"os"
	"strings"
	"sync"
	"testing"
)

// facts reads columns of the facts kept beside a source.
func facts(path string, columns ...string) (out [][]string, err error) {
	f, err := os.Open("../sources/" + path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			return nil, err
		}
	}
	rows, err := csv.NewReader(r).ReadAll()
	if err != nil {
		return nil, err
	}
	at := map[string]int{}
	for i, name := range rows[0] {
		at[name] = i
	}
	for _, row := range rows[1:] {
		cells := make([]string, len(columns))
		for i, c := range columns {
			cells[i] = row[at[c]]
		}
		out = append(out, cells)
	}
	return out, nil
}

var wholeCountry = sync.OnceValues(func() (*Gazetteer, error) {
	codifier, err := facts("katottg/facts.csv.gz",
		"territory_id", "category", "name_uk", "level_1_id", "level_2_id", "level_3_id", "parent_id")
	if err != nil {
		return nil, err
	}
	types, err := facts("kse_community/facts.csv.gz", "territory_id", "kind")
	if err != nil {
		return nil, err
	}
	crosswalk, err := facts("koatuu_crosswalk/facts.csv.gz", "territory_id", "koatuu", "name_uk")
	if err != nil {
		return nil, err
	}
	named, err := facts("former_name/data.csv", "unit_id", "name_uk")
	if err != nil {
		return nil, err
	}
	kind, category := map[string]string{}, map[string]string{}
	for _, r := range types {
		kind[r[0]] = map[string]string{"urban": "міська", "settlement": "селищна", "rural": "сільська"}[r[1]]
	}
	for _, r := range codifier {
		category[r[0]] = r[1]
	}
	var units []Unit
	for _, r := range codifier {
		u := Unit{Code: r[0], Category: r[1], Name: r[2], Oblast: r[3], Parent: r[6]}
		if category[r[4]] == "P" && r[1] != "P" {
			u.Raion = r[4]
		}
		if c := category[r[5]]; c == "H" && r[1] != "H" || c == "K" {
			u.Community = r[5]
		}
		if r[1] == "H" {
			u.Community, u.Type = r[0], kind[r[0]]
		}
		units = append(units, u)
	}
	var old []Koatuu
	for _, r := range crosswalk {
		old = append(old, Koatuu{r[0], r[1], r[2]})
	}
	var formers []Former
	for _, r := range named {
		formers = append(formers, Former{r[0], r[1]})
	}
	changed, err := facts("codifier_change/facts.csv.gz", "territory_id", "name_uk", "change", "category", "level_1_id", "level_3_id", "parent_id")
	if err != nil {
		return nil, err
	}
	for _, r := range changed {
		if r[2] == "gone" {
			units = append(units, Unit{Code: r[0], Name: r[1], Category: r[3], Oblast: r[4], Community: r[5], Parent: r[6], Gone: true})
		} else {
			formers = append(formers, Former{r[0], r[1]})
		}
	}
	return NewGazetteer(units, old, formers), nil
})

// country is the gazetteer of the whole codifier, as the pipeline makes it.
func country(t testing.TB) *Gazetteer {
	t.Helper()
	g, err := wholeCountry()
	if err != nil {
		t.Fatal(err)
	}
	return g
}
