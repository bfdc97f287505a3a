// SPDX-License-Identifier: Apache-2.0

package events

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"osnova/metrics/duration"
	"osnova/metrics/frame"
)

// dueColumn is the day by which a case was promised, where a log gives a date and no number of days.
const dueColumn = "due_at"

// countDays gives a converted log the column statutory_days where it has due_at: the calendar days from submission to the promised day. Rows
// keep their lines. A row without one of the two dates has no term; a term of less than a day is left for the reader to reject.
func countDays(file string, table []byte, zone *time.Location) ([]byte, error) {
	in := csv.NewReader(bytes.NewReader(table))
	in.FieldsPerRecord = -1 // rows of another length are rejected by who reads them
	header, err := in.Read()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	due, submitted := slices.Index(header, dueColumn), slices.Index(header, "submitted_at")
	if due < 0 || submitted < 0 {
		return table, nil
	}
	if slices.Contains(header, "statutory_days") {
		return nil, &frame.CellError{
			File: file, Line: 1, Column: dueColumn,
			Reason: "and statutory_days both give the term of a case: leave one of them out",
		}
	}
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	_ = w.Write(append(header, "statutory_days")) // into memory
	for line := 2; ; line++ {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			w.Flush()
			return out.Bytes(), w.Error()
		}
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", file, err)
		}
		w.Flush()
		for first, _ := in.FieldPos(0); line < first; line++ {
			out.WriteByte('\n')
		}
		if len(row) == len(header) {
			row = append(row, termOf(row[submitted], row[due], zone))
		}
		_ = w.Write(row)
	}
}

// termOf is the number of days between two dates as text: empty without one of them, and the promised date as it stands where that is none,
// so that the reader names it.
func termOf(submitted, due string, zone *time.Location) string {
	if due = strings.TrimSpace(due); due == "" {
		return ""
	}
	to, ok := duration.ParseMoment([]byte(due), zone)
	if !ok {
		return due
	}
	from, ok := duration.ParseMoment([]byte(strings.TrimSpace(submitted)), zone)
	if !ok {
		return ""
	}
	return strconv.Itoa(int(to.Day - from.Day))
}
