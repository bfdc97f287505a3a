// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"osnova/catalog"
	"osnova/ingest/fetch"
	"osnova/ingest/parsers"
)

// TestRegistersDropPersons plants persons, phones and e-mails wherever a register could hold them: in columns of their own, behind the name,
// in lists of powers, and in rows whose cells have slipped by one column. All of it is invented. Nothing comes out.
func TestRegistersDropPersons(t *testing.T) {
	const secret = "Таємненко Секрета Прихованівна"
	planted := []string{"Таємн", "Секрет", "Прихован", "0501112233", "111-22-33", "secret@", "1717"}
	var table catalog.Source
	for _, s := range declarations(t).Sources {
		if s.Name == "osn_register_table" {
			table = s
		}
	}
	var heading, body strings.Builder
	texts := []string{
		"5", "Люботинська міська територіальна громада", "Харківська область", "–", "Вуличний комітет «Вигадана», голова: " + secret + ", тел. (050) 111-22-33",
		"вул. Вигадана, буд. 1717, " + secret + ", 0501112233", "1", "01.02.2024", "–", "–", "–", "–", "–", secret + ", secret@example.org, 0501112233", "100",
		"облік; староста " + secret, "видача довідок: Таємненко С. П.", "–", "Прийом і розгляд звернень громадян — телефон 050 111 22 33, secret@example.org", "https://rada.example.org/?p=0501112233", "–", "–",
	}
	i := -1
	for _, c := range []string{
		"№ з/п", "Громада", "Область", "Район", "Назва ОСН", "Територія", "Рішення ради / номер", "Рішення ради / дата", "Рішення ради / зміст", "Обрання", "Строк повноважень до",
		"Правовий статус", "Код ЄДРПОУ", "Голова, телефон", "Жителів", "Повноваження / власні", "Повноваження / делеговані", "Кошти на делеговані, грн", "Послуги", "Сторінка ОСН", "Останній звіт", "Запис оновлено",
	} {
		heading.WriteString("<th>" + c + "</th>")
	}
	for slip := range len(texts) { // each time all cells one column further
		body.WriteString("<tr>")
		for n := range texts {
			i = (n + slip) % len(texts)
			body.WriteString("<td>" + texts[i] + "</td>")
		}
		body.WriteString("</tr>\n")
	}
	page := "<table class=register><tr>" + heading.String() + "</tr><tr>" + heading.String() + "</tr>" + body.String() + "</table>"
	table.Tolerance = 1
	got, err := Read(context.Background(), table, parsers.Parsers[table.Name], func(context.Context, catalog.Source, catalog.File) (fetch.Content, error) {
		return fetch.InMemory([]byte(page)), nil
	}, stagePlaces(t))
	if err != nil {
		t.Fatal(err)
	}
	text, err := golden(table, got)
	if err != nil {
		t.Fatal(err)
	}
	out := string(text) + fmt.Sprint(got.Lock, got.Bad)
	if len(got.Rows) < 3 || len(got.Bad) < 20 || !strings.Contains(out, "Вуличний комітет «Вигадана»") {
		t.Errorf("%d rows, %d faults: the test looks at nothing", len(got.Rows), len(got.Bad))
	}
	for _, p := range planted {
		if i := strings.Index(out, p); i >= 0 {
			t.Errorf("%q came out: …%s…", p, out[max(0, i-200):min(len(out), i+100)])
		}
	}
}

// FuzzRegister: whatever a page of a register is, the reader ends with rows or an error, loses no record, and keeps no e-mail.
func FuzzRegister(f *testing.F) {
	var registers []catalog.Source
	for _, s := range declarations(f).Sources {
		if strings.HasPrefix(s.Name, "osn_register_") {
			s.Tolerance, s.Match = 1, nil
			s.Columns = slices.DeleteFunc(slices.Clone(s.Columns), func(c catalog.SourceColumn) bool { return c.From == "$match.score" || c.From == "$match.reason" })
			registers = append(registers, s)
		}
	}
	for _, seed := range []string{"osn_register_table/testdata/index.html", "osn_register_cards/testdata/index.html", "osn_register_pages/testdata/osn-1.html"} {
		body, err := os.ReadFile(filepath.Join("sources", filepath.FromSlash(seed)))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	mail := regexp.MustCompile(`[\p{L}\d._%+-]+@[\p{L}\d-]+\.[\p{L}\d.-]+`)
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, s := range registers {
			got, err := Read(context.Background(), s, parsers.Parsers[s.Name], func(context.Context, catalog.Source, catalog.File) (fetch.Content, error) {
				return fetch.InMemory(body), nil
			}, nil)
			if err != nil {
				continue
			}
			for _, one := range got.Lock.Files {
				if one.RowsIn != one.Loaded+one.Quarantined+one.skipped() {
					t.Fatalf("the account does not add up: %+v", one)
				}
			}
			if kept := mail.FindString(fmt.Sprint(got.Rows)); kept != "" {
				t.Errorf("%s: %q is kept", s.Name, kept)
			}
		}
	})
}
