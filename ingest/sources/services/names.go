// Package services knows the catalogue of services of bodies of self-organization by its hand-made table.
package services

import (
	"bytes"
	_ "embed"
	"encoding/csv"
)

//go:embed data.csv
var table []byte

// Service is one of the catalogue.
type Service struct {
	ID, Name string // S01…S42; in Ukrainian
	Power    string // own, del, oth
	Max      string // highest stage that makes sense, 0–5
}

// All gives the catalogue in its order.
func All() []Service {
	records, err := csv.NewReader(bytes.NewReader(table)).ReadAll()
	if err != nil {
		panic(err) // the table is embedded, and a test reads it
	}
	var out []Service
	for _, r := range records[1:] {
		out = append(out, Service{ID: r[0], Name: r[2], Power: r[6], Max: r[8]})
	}
	return out
}
