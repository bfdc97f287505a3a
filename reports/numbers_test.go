// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		got, want string
	}{
		{tongue("uk").number(1469, 0), "1\u00a0469"},
		{tongue("en").number(1469, 0), "1,469"},
		{tongue("uk").number(-1234567.857, 2), "−1\u00a0234\u00a0567,86"},
		{tongue("en").number(0.25, 1), "0.2"},
		{tongue("uk").number(-0.001, 2), "0,00"},
		{tongue("uk").number(999, 0), "999"},
		{tongue("uk").number(1000, 1), "1\u00a0000,0"},
		{tongue("uk").percent(0.6249, 1), "62,5\u00a0%"},
		{tongue("en").percent(0.6249, 0), "62%"},
		{tongue("uk").signed(3.21, 1), "+3,2"},
		{tongue("en").signed(-3.21, 1), "−3.2"},
		{tongue("uk").signed(0, 1), "0,0"},
		{tongue("uk").signed(0.04, 1), "0,0"},
		{tongue("uk").money(14210), "14\u00a0210\u00a0грн"},
		{tongue("uk").money(1.2e6), "1,2\u00a0млн\u00a0грн"},
		{tongue("en").money(3.94e9), "3.9\u00a0bn\u00a0UAH"},
		{tongue("uk").date("2026-11-23"), "23\u00a0листопада\u00a02026"},
		{tongue("en").date("2026-11-23"), "23\u00a0November\u00a02026"},
		{tongue("uk").date("2022-09"), "вересень\u00a02022"},
		{tongue("uk").date("2021"), "2021"},
		{tongue("uk").date("../2025"), "не пізніше 2025\u00a0року"},
		{tongue("en").date("../2025"), "not later than\u00a02025"},
		{tongue("uk").date("2020–2025"), "2020–2025"},
		{tongue("uk").say(nil, nil), "невідомо"},
		{tongue("en").say(nil, nil), "unknown"},
		{rawNumber(61.20), "61.2"},
		{rawNumber(nil), ""},
		{rawNumber(-0.0000001), "0"},
		{rawNumber(int64(1469)), "1469"},
		{place(5, 0, 10), "50.0"},
		{place(-5, 0, 10), "0.0"},
		{place(50, 0, 10), "100.0"},
		{place(1, 1, 1), "50"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestPlurals(t *testing.T) {
	uk, en := []string{"громада", "громади", "громад"}, []string{"community", "communities"}
	for n, want := range map[int64]string{0: "громад", 1: "громада", 2: "громади", 4: "громади", 5: "громад", 11: "громад", 12: "громад", 14: "громад", 21: "громада", 22: "громади", 25: "громад", 111: "громад", 1469: "громад", 1772: "громади"} {
		if got := tongue("uk").form(n, uk); got != want {
			t.Errorf("%d %s, want %s", n, got, want)
		}
	}
	for n, want := range map[int64]string{0: "communities", 1: "community", 2: "communities", 21: "communities"} {
		if got := tongue("en").form(n, en); got != want {
			t.Errorf("%d %s, want %s", n, got, want)
		}
	}
}

func TestGenitive(t *testing.T) {
	for n, want := range map[int64]string{1: "1\u00a0громади", 2: "2\u00a0громад", 11: "11\u00a0громад", 21: "21\u00a0громади", 111: "111\u00a0громад", 1151: "1\u00a0151\u00a0громади"} {
		if got := tongue("uk").genitive(n, "громади", "громад"); got != want {
			t.Errorf("із %s, want %s", got, want)
		}
	}
}

// Whatever the number, its digits come back in order when gaps and marks are taken away.
func TestNumberKeepsDigits(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.Int64Range(0, 1e15).Draw(r, "n")
		got := strings.ReplaceAll(tongue("uk").number(float64(n), 0), noBreakSpace, "")
		if got != rawNumber(n) {
			r.Fatalf("%d came out as %s", n, got)
		}
	})
}

func TestPathsTakeNoTricks(t *testing.T) {
	for _, bad := range []any{"../x", "a/b", "", "..", "x\x00", "ї", "a b", nil, "<b>"} {
		if file, err := fillPath("communities/{slug}.html", queryRow{"slug": bad}); err == nil {
			t.Errorf("%q gives the file %s", bad, file)
		}
	}
	if file, err := fillPath("i/{id}/index.html", queryRow{"id": "open.edem_tools"}); err != nil || file != "i/open.edem_tools/index.html" {
		t.Error(file, err)
	}
	for _, bad := range []string{"javascript:alert(1)", "data:text/html,x", "//x", "ftp://x/", "https://", " "} {
		if got := webAddress(bad); got != "" {
			t.Errorf("%q passes as %q", bad, got)
		}
	}
}
