// SPDX-License-Identifier: Apache-2.0

// Package case_log reads logs of administrative cases that communities and bodies keep, by the columns of SPEC 4.4.
package case_log

import (
	"strconv"
	"time"

	"osnova/ingest/parse"
)

// Parse reads the tables as they are declared. A row that says of a case what cannot be so is quarantined: the rules are those of osnova events.
func Parse(in parse.Input, out *parse.Sheet) error {
	at := in.Source.Column
	submitted, delivered, status, paused := at("submitted_at"), at("delivered_at"), at("status"), at("paused_days")
	later := []string{"accepted_at", "decided_at", "delivered_at"}
	out.Check = func(row []string) (string, string) {
		for _, name := range later {
			if v := row[at(name)]; v != "" && v < row[submitted] {
				return name, "is before submitted_at, " + row[submitted]
			}
		}
		switch {
		case row[status] == "done" && row[delivered] == "":
			return "delivered_at", "is empty though the case is done"
		case row[status] == "open" && row[delivered] != "":
			return "delivered_at", "is there though the case is open"
		case row[status] == "done" && row[paused] != "" && row[paused] != "0":
			pause, err := strconv.Atoi(row[paused])
			if err == nil && pause > daysBetween(row[submitted], row[delivered]) {
				return "paused_days", "is more than the days from submission to delivery"
			}
		}
		return "", ""
	}
	return parse.Ordinary(in, out)
}

// daysBetween between two ISO dates.
func daysBetween(from, to string) int {
	a, err := time.Parse(time.DateOnly, from)
	b, err2 := time.Parse(time.DateOnly, to)
	if err != nil || err2 != nil {
		return 0
	}
	return int(b.Sub(a).Hours() / 24)
}
