package ingest

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"osnova/catalog"
	"osnova/ingest/fetch"
	"osnova/ingest/gazetteer"
	"osnova/ingest/parsers"
	"osnova/ingest/synth"
)

// ofCountry are the names of places of a synthetic country.
func ofCountry(c *synth.Country) *gazetteer.Gazetteer {
	var units []gazetteer.Unit
	for _, o := range c.Oblasts {
		units = append(units, gazetteer.Unit{Code: o.Code, Category: o.Kind, Name: o.Name, Oblast: o.Code})
		for _, r := range o.Raions {
			units = append(units, gazetteer.Unit{Code: r.Code, Category: "P", Name: r.Name, Oblast: o.Code, Parent: o.Code})
			for _, h := range r.Communities {
				units = append(units, gazetteer.Unit{Code: h.Code, Category: "H", Name: h.Name, Type: h.Type, Oblast: o.Code, Raion: r.Code, Community: h.Code, Parent: r.Code})
				for _, s := range h.Settlements {
					units = append(units, gazetteer.Unit{Code: s.Code, Category: s.Category, Name: s.Name, Oblast: o.Code, Raion: r.Code, Community: h.Code, Parent: h.Code})
					for _, d := range s.Districts {
						units = append(units, gazetteer.Unit{Code: d.Code, Category: "B", Name: d.Name, Oblast: o.Code, Raion: r.Code, Community: h.Code, Parent: s.Code})
					}
				}
			}
		}
	}
	return gazetteer.New(units, nil, nil)
}

// TestSyntheticBodies: the state register and the three looks of councils' registers are read as they were written: every record has the
// fate that the truth names, every body comes under its id in its community, and nothing of a person passes.
func TestSyntheticBodies(t *testing.T) {
	const seed, scale = 7, 0.1
	dir := t.TempDir()
	if err := synth.Write(context.Background(), seed, scale, dir); err != nil {
		t.Fatal(err)
	}
	c := synth.Invent(seed, scale)
	places := func(context.Context) (*gazetteer.Gazetteer, string, error) { return ofCountry(c), "synthetic", nil }
	registered, legal, silent := map[string]string{}, map[string]string{}, map[string]bool{}
	told := map[string]bool{}
	for _, s := range declarations(t).Sources {
		if s.Name != "edr" && !strings.HasPrefix(s.Name, "osn_register_") {
			continue
		}
		told[s.Name] = true
		got, err := Read(context.Background(), s, parsers.List[s.Name], folder(filepath.Join(dir, "mirror")), places)
		if err != nil {
			t.Fatal(err)
		}
		fates := map[string]int{}
		for _, f := range got.Lock.Files {
			for fate, n := range map[string]int{"loaded": f.Loaded, "quarantined": f.Quarantined} {
				if n > 0 {
					fates[f.Name+" "+fate] = n
				}
			}
			for rule, n := range f.Skipped {
				fates[f.Name+" skipped:"+rule] = n
			}
		}
		want := map[string]int{}
		account, err := synth.ReadTruth(dir, "account")
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range account {
			if r[0] == s.Name {
				if want[r[1]+" "+r[2]], err = strconv.Atoi(r[3]); err != nil {
					t.Fatal(err)
				}
			}
		}
		if d := cmp.Diff(want, fates); d != "" {
			t.Errorf("%s: %s", s.Name, d)
		}
		at := func(row []string, column string) string {
			if i := s.Contract.Column(column); i >= 0 {
				return row[i]
			}
			return ""
		}
		for _, row := range got.Rows {
			switch {
			case s.Name == "edr":
				legal[at(row, "osn_id")] = at(row, "community_id")
			case at(row, "none") == "true":
				silent[at(row, "place_id")] = true
			case at(row, "edrpou") != "" || registered[at(row, "osn_id")] == "":
				registered[at(row, "osn_id")] = at(row, "place_id")
			}
		}
		kept := fmt.Sprint(got.Rows, got.Bad, got.Lock)
		for _, private := range []string{"(особа", "+380", "@example", "буд."} {
			if i := strings.Index(kept, private); i >= 0 {
				t.Errorf("%s: %q passed the parser: …%s…", s.Name, private, kept[max(0, i-100):min(len(kept), i+100)])
			}
		}
	}
	if len(told) != 4 {
		t.Fatalf("sources read: %v", slices.Sorted(maps.Keys(told)))
	}
	for _, b := range c.Bodies {
		if registered[b.OSN()] != b.Community.Code {
			t.Errorf("%s %s lies in %q, not in %s", b.OSN(), b.Name, registered[b.OSN()], b.Community.Code)
		}
		if b.EDRPOU != "" && legal[b.OSN()] != b.Community.Code {
			t.Errorf("%s %s: the state register has it in %q, not in %s", b.OSN(), b.Name, legal[b.OSN()], b.Community.Code)
		}
		delete(legal, b.OSN())
	}
	if len(legal) > 0 {
		t.Errorf("the state register has bodies that are none: %v", legal)
	}
	for _, h := range c.Communities {
		if want := !h.Occupied && len(h.Bodies) == 0; silent[h.Code] != want {
			t.Errorf("%s: that it has no body is told %v, want %v", h.Code, silent[h.Code], want)
		}
	}
}

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
	got, err := Read(context.Background(), table, parsers.List[table.Name], func(context.Context, catalog.Source, catalog.File) (fetch.Body, error) {
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
			s.Columns = slices.DeleteFunc(slices.Clone(s.Columns), func(c catalog.Column) bool { return c.From == "$match.score" || c.From == "$match.reason" })
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
			got, err := Read(context.Background(), s, parsers.List[s.Name], func(context.Context, catalog.Source, catalog.File) (fetch.Body, error) {
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
