// SPDX-License-Identifier: Apache-2.0

package robot

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestDates: which words are dates, and that none lies after the day of the visit.
func TestDates(t *testing.T) {
	for text, want := range map[string]string{
		"оновлено 20.11.2026 року": "2026-11-20", "1.2.2026": "2026-02-01", "05/03/2026": "2026-03-05", "2026-11-01t10:00": "2026-11-01", "5 березня 2026": "2026-03-05",
		"24 листопада 2026 (завтра), 3 лютого, 2025": "2025-02-03", "01.01.2020 02.01.2020 31.12.2019": "2020-01-02", "01.01.2026–05.01.2026": "2026-01-05",
		"31.02.2026": "", "версія 1.20.11.2026": "", "20.11.26": "", "тел. 044 201120260": "", "12.11.20261": "", "ЄДРПОУ 20112026": "", "": "", "2026": "", "99.99.2026": "", "112.11.2026": "",
		"26/12/2026, зараз 15.01.2026": "2026-01-15", "збори 26/12/2026. сьогодні 23.11.2026": "2026-11-23",
	} {
		got := ""
		if at := newest(FoldText(text), day); !at.IsZero() {
			got = at.Format(time.DateOnly)
		}
		if got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

// TestDatesAnywhere: a date is found wherever it stands in a text, and what stands around it does not matter.
func TestDatesAnywhere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := day.AddDate(0, 0, -rapid.IntRange(0, 3000).Draw(t, "days"))
		around := rapid.StringMatching(`([а-яєіїґ ,;()]{0,40})`)
		form := rapid.SampledFrom([]string{"02.01.2006", "2/1/2006", "2006-01-02"}).Draw(t, "form")
		text := around.Draw(t, "before") + " " + at.Format(form) + " " + around.Draw(t, "after")
		if got := newest(FoldText(text), day); !got.Equal(at) {
			t.Fatalf("%q: %s, want %s", text, got, at)
		}
	})
}

// TestFold: folding twice changes nothing, apostrophes and case make no difference.
func TestFold(t *testing.T) {
	if got := FoldText("  Об’єкт\u00a0ОБ'ЄКТ\n обʼєкт\u00ad "); got != "обєкт обєкт обєкт" {
		t.Errorf("%q", got)
	}
	if got := FoldText("об\u1fefєкт об\u0374єкт"); got != "обєкт обєкт" {
		t.Errorf("%q", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		once := FoldText(text)
		if FoldText(once) != once && strings.ToLower(once) == once {
			t.Fatalf("%q folds to %q, then to %q", text, once, FoldText(once))
		}
	})
}

// TestMasked: nothing that could be a phone number or an e-mail address is left.
func TestMasked(t *testing.T) {
	for text, want := range map[string]string{
		"контакти: (044) 123-45-67": "контакти: (…", "rada@example.org": "…", "дзвоніть +380 00 000 00 00 щодня": "дзвоніть +… щодня", "бюджет на 2026": "бюджет на 2026", "20.11.2026": "20.11.2026",
	} {
		if got := masked(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}
