// SPDX-License-Identifier: Apache-2.0

package cnap

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// register returns the real register, or skips where it is not at hand.
func register(t *testing.T) []byte {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
	}
	data, err := os.ReadFile(filepath.Join(dir, "..", "shared", "data", "cnap", "rejestr-cnap.xlsx"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("skipped: the register ../shared/data/cnap/rejestr-cnap.xlsx is not here")
	}
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Counts of the register added on 25.04.2025.
func TestReadRegister(t *testing.T) {
	points, problems, err := Read(register(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{"points": len(points)}
	yes := func(name string, b *bool) {
		if b != nil && *b {
			got[name]++
		}
	}
	contacts := regexp.MustCompile(`@|https?:|\d{5}|(?i:вул|просп)\.|\(\d{3,5}\)`)
	for _, p := range points {
		got[string(p.Kind)]++
		if p.Community != "" {
			got["community"]++
		}
		if p.Oblast == "" {
			got["no oblast"]++
		}
		if p.CouncilName != "" {
			got["council"]++
		}
		if p.BusStop == nil {
			got["no block"]++
		} else if p.HoursWeek == nil {
			got["block without hours"]++
		}
		if p.HoursWeek != nil {
			got["hours"]++
			if *p.HoursWeek < 2 || *p.HoursWeek > 60.75 {
				t.Errorf("line %d: %v hours a week", p.Line, *p.HoursWeek)
			}
		}
		yes("saturday", p.Saturday)
		yes("evening", p.Evening)
		yes("booking", p.OnlineBooking)
		yes("card", p.CardPayment)
		yes("wifi", p.FreeWifi)
		yes("self service", p.SelfService)
		yes("braille", p.Braille)
		yes("disability", p.DisabilityAccess)
		yes("phone", p.PhoneConsultation)
		yes("online", p.OnlineConsultation)
		yes("feedback", p.FeedbackForm)
		for i, cell := range p.Cells() {
			if contacts.MatchString(cell) {
				t.Errorf("line %d: %s may hold an address or a contact", p.Line, record[i].name)
			}
		}
	}
	for _, p := range problems {
		got["problem "+p.Column]++
		if p.Row {
			got["rows quarantined"]++
		}
		if contacts.MatchString(p.Value + p.Reason) {
			t.Errorf("line %d: the quarantined %s may hold an address or a contact", p.Line, p.Column)
		}
	}
	want := map[string]int{
		"points": 3432, "no block": 943, "hours": 2433, "block without hours": 45 + 11,
		"centre": 1127, "territorial_unit": 127, "remote_workplace": 2149, "mobile": 29,
		"community": 2920, "no oblast": 20, "council": 2971,
		"saturday": 230, "evening": 894,
		"booking": 183, "card": 466, "wifi": 1417, "self service": 1019, "braille": 327, "disability": 2141,
		"phone": 2312, "online": 2412, "feedback": 2478,
		"problem timetable": 11, "problem address": 20,
	}
	if !maps.Equal(got, want) {
		for k := range want {
			if got[k] != want[k] {
				t.Errorf("%s: got %d, want %d", k, got[k], want[k])
			}
		}
		for k := range got {
			if _, ok := want[k]; !ok {
				t.Errorf("%s: got %d, not expected", k, got[k])
			}
		}
	}
}
