// SPDX-License-Identifier: Apache-2.0

package eventlog

import (
	"bytes"
	"strings"

	"osnova/metrics/duration"
)

const (
	statusDone = 0
	refused    = 1
	withdrawn  = 2
	statusOpen = 3
	silent     = 254 // of a channel: the log says none
	unknown    = 255
)

var dated = [3]string{"accepted_at", "decided_at", "delivered_at"}

func statusOf(cell []byte) uint8 {
	for {
		switch string(cell) {
		case "done":
			return statusDone
		case "refused":
			return refused
		case "withdrawn":
			return withdrawn
		case "open":
			return statusOpen
		}
		shorter := trimSpace(cell)
		if len(shorter) == len(cell) {
			return unknown
		}
		cell = shorter
	}
}

func channelOf(cell []byte) uint8 {
	for {
		switch string(cell) {
		case "web":
			return 0
		case "app":
			return 1
		case "cnap":
			return 2
		case "phone":
			return 3
		case "paper":
			return 4
		case "visit":
			return 5
		case "messenger":
			return 6
		case "", "NA":
			return silent
		}
		shorter := trimSpace(cell)
		if len(shorter) == len(cell) {
			return unknown
		}
		cell = shorter
	}
}

// firstStandIn is the day from which on a date stands for none, as 2099-12-31 does; 1900-01-01 and 1970-01-01 do so too.
var firstStandIn = duration.DayOf(2099, 1, 1)

// moment reads a cell of a date; the day is None where the cell is empty or NA.
func (r *Reader) moment(cell []byte) (m duration.Moment, reason string) {
	m = duration.Moment{Day: duration.NoDate, Second: -1}
	if cell = trimSpace(cell); len(cell) == 0 || string(cell) == "NA" {
		return m, ""
	}
	ok := false
	if len(cell) == 10 {
		m.Day, ok = duration.Parse(cell)
	} else {
		m, ok = duration.ParseMoment(cell, r.rules.Place)
	}
	switch {
	case !ok && bytes.HasPrefix(cell, []byte("9999-")):
		return m, standIn
	case !ok:
		return m, noDate
	}
	return m, standsIn(m.Day)
}

const noDate = "is no date: write YYYY-MM-DD, 1900 to 2098"

// standsIn says of a day that stands for no date that it does; empty of all others.
func standsIn(d duration.Day) string {
	if d >= firstStandIn || d == duration.FirstDay || d == 0 {
		return standIn
	}
	return ""
}

const standIn = "stands for no date: leave the cell empty where there is none"

// placeOf is the place of a column of dates.
func (c *columns) placeOf(column string) int {
	switch column {
	case dated[0]:
		return c.accepted
	case dated[1]:
		return c.decided
	case dated[2]:
		return c.delivered
	}
	return c.submitted
}

// whole reads a whole number of 0 … maxDays, 0 where the cell is empty. 3.0 is 3.
func whole(cell []byte) (int32, bool) {
	cell = trimSpace(cell)
	if len(cell) == 0 || string(cell) == "NA" {
		return 0, true
	}
	if at := bytes.IndexByte(cell, '.'); at > 0 && len(bytes.Trim(cell[at+1:], "0")) == 0 {
		cell = cell[:at]
	}
	n := int32(0)
	for _, c := range cell {
		if c -= '0'; c > 9 || n > maxDays {
			return 0, false
		}
		n = 10*n + int32(c)
	}
	return n, n <= maxDays
}

func trimSpace(b []byte) []byte {
	if len(b) == 0 || b[0] > ' ' && b[0] < 0x80 && b[len(b)-1] > ' ' && b[len(b)-1] < 0x80 {
		return b
	}
	return bytes.TrimSpace(b)
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

func bitOf(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}

// shown is a value as it goes into a message: valid text of bounded length.
func shown(b []byte) string {
	const most = 100
	text := []rune(strings.ToValidUTF8(string(b[:min(len(b), 8*most)]), "\ufffd"))
	if len(text) > most {
		return string(text[:most]) + "…"
	}
	return string(text)
}
