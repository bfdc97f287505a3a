// SPDX-License-Identifier: Apache-2.0

// Package rec835_service reads cases of administrative services in the structure of annex 38 to Resolution 835.
package rec835_service

import "osnova/ingest/parse"

// Parse reads the tables as they are declared. A row that says of a case what cannot be so is quarantined.
func Parse(in parse.Input, out *parse.Sheet) error {
	column := in.Source.Column
	submitted, delivered, status := column("submitted_on"), column("delivered_on"), column("status")
	out.Check = func(row []string) (string, string) {
		switch {
		case row[delivered] != "" && row[delivered] < row[submitted]:
			return "delivered_on", "is before the application, " + row[submitted]
		case row[status] == "done" && row[delivered] == "":
			return "delivered_on", "is empty though the case is done"
		case row[status] == "open" && row[delivered] != "":
			return "delivered_on", "is there though the case is open"
		}
		return "", ""
	}
	return parse.Ordinary(in, out)
}
