// SPDX-License-Identifier: Apache-2.0

package forms

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"osnova/catalog"
	"osnova/cmd/instrument"
	"osnova/ingest/forms"
	"osnova/ingest/forms/archive"
	"osnova/ingest/gazetteer"
	"osnova/ingest/parse/sheetxml"
)

// session is one whose day is that of the tests.
func session(out *bytes.Buffer) *instrument.Session {
	d := instrument.NewSession(strings.NewReader(""), out, out)
	d.Log = slog.New(slog.DiscardHandler)
	d.Now = func() time.Time { return time.Date(2026, 12, 1, 10, 0, 0, 0, time.UTC) }
	return d
}

func findPlaces(context.Context) (*gazetteer.Gazetteer, error) { return places, nil }

func put(t *testing.T, dir, name string, body []byte) {
	t.Helper()
	at := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at, body, 0o644); err != nil {
		t.Fatal(err)
	}
}

// asODS is a workbook as LibreOffice would save it: the same cells in an OpenDocument spreadsheet.
func asODS(t testing.TB, xlsx []byte) []byte {
	t.Helper()
	b, err := sheetxml.Open(bytes.NewReader(xlsx), int64(len(xlsx)), sheetxml.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var content bytes.Buffer
	content.WriteString(`<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>`)
	for _, s := range b.Sheets {
		merged, err := b.Merged(s)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&content, `<table:table table:name="%s">`, s.Name)
		next := 1
		err = b.Rows(s, func(row int, cells []sheetxml.Cell) error {
			if row > next {
				fmt.Fprintf(&content, `<table:table-row table:number-rows-repeated="%d"><table:table-cell/></table:table-row>`, row-next)
			}
			next = row + 1
			content.WriteString("<table:table-row>")
			column := 0
			for _, c := range cells {
				if c.Column > column {
					fmt.Fprintf(&content, `<table:table-cell table:number-columns-repeated="%d"/>`, c.Column-column)
				}
				column = c.Column + 1
				more := ""
				for _, m := range merged {
					if m.Top == row-1 && m.Left == c.Column {
						more = fmt.Sprintf(` table:number-rows-spanned="%d" table:number-columns-spanned="%d"`, m.Bottom-m.Top+1, m.Right-m.Left+1)
					}
				}
				if c.Formula {
					more += ` table:formula="of:=1"`
				}
				switch {
				case c.Kind == sheetxml.Number && c.Text != "":
					fmt.Fprintf(&content, `<table:table-cell office:value-type="float" office:value="%s"%s><text:p>%s</text:p></table:table-cell>`, c.Text, more, c.Text)
				case c.Text != "":
					fmt.Fprintf(&content, `<table:table-cell office:value-type="string"%s><text:p>`, more)
					_ = xml.EscapeText(&content, []byte(c.Text))
					content.WriteString(`</text:p></table:table-cell>`)
				default:
					content.WriteString("<table:table-cell" + more + "/>")
				}
			}
			content.WriteString("</table:table-row>")
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		content.WriteString("</table:table>")
	}
	content.WriteString(`</office:spreadsheet></office:body></office:document-content>`)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range [][2]string{{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", content.String()}} {
		w, err := z.Create(part[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(part[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestMistakesInODS: the same workbooks saved as ODS are answered with the same words.
func TestMistakesInODS(t *testing.T) {
	all, err := forms.Load()
	if err != nil {
		t.Fatal(err)
	}
	rules := archive.NewRules(places, today)
	read := 0
	for _, m := range mistakes() {
		if m.body != nil {
			continue
		}
		report := forms.Check(asODS(t, filledBook(t, "community", m.cells, m.more)), all, rules)
		var got []string
		for _, f := range report.Faults() {
			got = append(got, f.Line("uk"))
		}
		if d := cmp.Diff(strings.Join(m.want, "\n"), strings.Join(got, "\n")); d != "" {
			t.Errorf("%s: %s", m.name, d)
		}
		read++
	}
	if read != 21 {
		t.Errorf("%d workbooks were read", read)
	}
}

// TestCheck: a workbook without fault ends well, in either language; two of one unit are told with both dates; a mistake ends as a finding.
func TestCheck(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "good.xlsx", filledBook(t, "community", map[string]any{}, nil))
	put(t, dir, "later.ods", asODS(t, filledBook(t, "community", map[string]any{dayCell: "20.01.2026"}, nil)))
	put(t, dir, "body.xlsx", filledBook(t, "body", map[string]any{"Паспорт!C6": label, "Паспорт!C8": "Вигаданий будинковий комітет", "Паспорт!C10": 2025}, nil))
	check := func(lang string, files ...string) (string, error) {
		var out bytes.Buffer
		d, o := session(&out), DefaultCheck()
		o.Lang, o.Places = lang, findPlaces
		for _, f := range files {
			o.Files = append(o.Files, filepath.Join(dir, f))
		}
		err := CheckFiles(context.Background(), d, o)
		if (len(d.Findings) > 0) != errors.Is(err, instrument.ErrRefused) {
			t.Errorf("%d findings, and %v", len(d.Findings), err)
		}
		return out.String(), err
	}
	want := "good.xlsx: " + label + " (" + code + "), 2025: запитань із відповіддю 1 з 43, послуг 0 з 58; зауважень немає\n"
	if said, err := check("uk", "good.xlsx"); said != want || err != nil {
		t.Errorf("said %q, %v", said, err)
	}
	if said, err := check("en", "good.xlsx"); err != nil || !strings.Contains(said, "questions answered 1 of 43, services 0 of 58; nothing to correct") {
		t.Errorf("said %q, %v", said, err)
	}
	if said, err := check("uk", "body.xlsx"); err != nil || !strings.HasPrefix(said, "body.xlsx: osn-x") || !strings.Contains(said, ", "+label+", 2025") {
		t.Errorf("a body without a number: %q, %v", said, err)
	}
	said, err := check("uk", "good.xlsx", "later.ods")
	if told := "за цю одиницю і рік 2025 є дві анкети: заповнена 15.01.2026 і заповнена 20.01.2026"; !errors.Is(err, instrument.ErrRefused) || strings.Count(said, told) != 2 {
		t.Errorf("two returns: %q, %v", said, err)
	}
	for _, o := range []CheckOptions{{Lang: "uk"}, {Files: []string{"x"}, Lang: "de"}, {Files: []string{"x"}, Lang: "uk", AsOf: "01.12.2026", Places: findPlaces}} {
		var out bytes.Buffer
		var wrong instrument.UsageError
		if err := CheckFiles(context.Background(), session(&out), o); !errors.As(err, &wrong) {
			t.Errorf("%+v: %v", o, err)
		}
	}
}

// TestCollect: what came back by mail is packed by codes alone, each sender has a reply, the collector a row a return, and no careless sender
// costs another anything.
func TestCollect(t *testing.T) {
	dir, out := t.TempDir(), filepath.Join(t.TempDir(), "mirror")
	put(t, dir, "Особа Вигадана, анкета.xlsx", filledBook(t, "community", map[string]any{}, nil))
	put(t, dir, "лист 2/виправлена.ods", asODS(t, filledBook(t, "community", map[string]any{dayCell: "20.01.2026", staffCell: 41}, nil)))
	put(t, dir, "чужий код.xlsx", filledBook(t, "community", map[string]any{unitCell: other}, nil))
	put(t, dir, "агрономічна.xlsx", filledBook(t, "community", map[string]any{nameCell: "Агрономічна громада", "Кадри!C7": "багато"}, nil))
	put(t, dir, "стара.xls", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
	put(t, dir, "таблиця.csv", []byte("a;b\n"))
	put(t, dir, "супровідний лист.pdf", []byte("%PDF"))
	put(t, dir, "~$анкета.xlsx", []byte("x"))
	run := func() (string, error) {
		var said bytes.Buffer
		d, o := session(&said), DefaultCollect()
		o.Dir, o.Out, o.Places = dir, out, findPlaces
		err := CollectFiles(context.Background(), d, o)
		return said.String(), err
	}
	for range 2 { // the second writes over its own
		if said, err := run(); !errors.Is(err, instrument.ErrRefused) || !strings.Contains(said, "файлів: 6, із зауваженнями: 6, не книг: 1") {
			t.Fatalf("said %q, %v", said, err)
		}
	}
	body, err := os.ReadFile(filepath.Join(out, "told", "table.csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	verdicts := map[string]string{}
	members := []string{}
	for _, r := range rows[1:] {
		verdicts[r[0]] = strings.TrimSpace(r[2] + " " + r[6] + " " + r[14])
		if r[14] != "" {
			members = append(members, r[14])
		}
	}
	want := map[string]string{
		"Особа Вигадана, анкета.xlsx": "superseded " + code + " 00001-community-" + code + "-2025.xlsx",
		"агрономічна.xlsx":            "taken_in_part " + other + " 00002-community-" + other + "-2025.xlsx",
		"лист 2/виправлена.ods":       "taken " + code + " 00003-community-" + code + "-2025.ods",
		"стара.xls":                   "refused  00004-form.xlsx",
		"таблиця.csv":                 "refused  00005-form.xlsx",
		"чужий код.xlsx":              "refused  00006-community.xlsx",
		"супровідний лист.pdf":        "no_workbook",
	}
	if d := cmp.Diff(want, verdicts); d != "" {
		t.Error(d)
	}
	z, err := zip.OpenReader(filepath.Join(out, "forms", "forms.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var packed []string
	for _, f := range z.File {
		packed = append(packed, f.Name)
		if day := f.Modified.Format(time.DateOnly); day != today {
			t.Errorf("%s is packed on %s", f.Name, day)
		}
	}
	if !slices.Equal(packed, members) {
		t.Errorf("packed %q, the table says %q", packed, members)
	}
	reply, err := os.ReadFile(filepath.Join(out, "told", "00002-агрономічна.xlsx.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"Ваш файл: агрономічна.xlsx", "Кадри!C7: «багато» — це не число; можна: ціле число від 0 до 2000", "змініть дату заповнення", "запитань із відповіддю 1 з 43"} {
		if !strings.Contains(string(reply), part) {
			t.Errorf("the reply does not say %q:\n%s", part, reply)
		}
	}
	if err := os.WriteFile(filepath.Join(out, "told", "table.csv"), []byte("edited"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := run(); err == nil || errors.Is(err, instrument.ErrRefused) {
		t.Errorf("a table that the collector edited was written over: %v", err)
	}
	var wrong instrument.UsageError
	for _, o := range []CollectOptions{{Out: "x", Lang: "uk"}, {Dir: dir, Lang: "uk"}, {Dir: dir, Out: "x", Lang: "de"}, {Dir: filepath.Join(dir, "none"), Out: filepath.Join(dir, "o"), Lang: "uk", Places: findPlaces}} {
		var said bytes.Buffer
		if err := CollectFiles(context.Background(), session(&said), o); !errors.As(err, &wrong) {
			t.Errorf("%+v: %v", o, err)
		}
	}
}

// TestWriteBlanks: blanks come as XLSX and ODS, with tables; those for a community have it chosen, and a code that is none is refused.
func TestWriteBlanks(t *testing.T) {
	out := filepath.Join(t.TempDir(), "blanks")
	write := func(out string, codes ...string) (string, error) {
		var said bytes.Buffer
		o := DefaultBlanks()
		o.Out, o.For, o.Places = out, codes, findPlaces
		o.Project = func() (catalog.Project, error) { return catalog.Project{}, nil }
		err := WriteBlanks(context.Background(), session(&said), o)
		return said.String(), err
	}
	said, err := write(out)
	if err != nil || strings.Count(said, "wrote ") != 8 {
		t.Fatalf("said %q, %v", said, err)
	}
	of := filepath.Join(t.TempDir(), "of")
	if _, err := write(of, code); err != nil {
		t.Fatal(err)
	}
	all, err := forms.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, ending := range []string{".xlsx", ".ods"} {
		body, err := os.ReadFile(filepath.Join(of, "community-"+code+ending))
		if err != nil {
			t.Fatal(err)
		}
		r := forms.Check(body, all, archive.NewRules(places, today))
		if len(r.Returns) != 1 || r.Returns[0].Unit != code || len(r.Returns[0].Cells) != 1 || r.Returns[0].Cells[0].Code != forms.YearMissing {
			t.Errorf("%s: %+v", ending, r)
		}
	}
	var wrong instrument.UsageError
	if _, err := write(of, city); !errors.As(err, &wrong) {
		t.Errorf("blanks for a city: %v", err)
	}
}
