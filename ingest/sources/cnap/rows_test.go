// SPDX-License-Identifier: Apache-2.0

package cnap

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// workbook builds a register of the given data rows; edit changes its sheet
// before it is written.
func workbook(t *testing.T, rows [][]any, edit func(*excelize.File)) []byte {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	for i, c := range columns {
		at, err := excelize.CoordinatesToCellName(i+1, 1)
		if err != nil {
			t.Fatal(err)
		}
		under, err := excelize.CoordinatesToCellName(i+1, 2)
		if err != nil {
			t.Fatal(err)
		}
		if err := book.SetCellValue("Sheet1", at, c.title); err != nil {
			t.Fatal(err)
		}
		if err := book.SetCellValue("Sheet1", under, c.name); err != nil {
			t.Fatal(err)
		}
	}
	for n, row := range rows {
		at, err := excelize.CoordinatesToCellName(1, n+3)
		if err != nil {
			t.Fatal(err)
		}
		if err := book.SetSheetRow("Sheet1", at, &row); err != nil {
			t.Fatal(err)
		}
	}
	if edit != nil {
		edit(book)
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// point is a data row with the amenity block filled.
func row(code any, change map[string]any) []any {
	cells := []any{
		code, "ЦНАП Гірської сільської ради", "вул. Миру, 1, с. Гора, Гірська територіальна громада, Київська область",
		nil, 4, 20.5, "Діючий", "-", true, false, "пн-пт: 8:00-17:00", "так", "-", false, false, true, false, true, true,
		false, true, true, false, false, false, true, "https://example.org/form",
	}
	for name, value := range change {
		cells[position(name)] = value
	}
	return cells
}

func TestReadGivesPoints(t *testing.T) {
	bare := row(2, map[string]any{"name": "Мобільний ЦНАП", "address": "Миру, 9, None", "workers_total": 0})
	for i := blockFrom; i < len(columns); i++ {
		bare[i] = nil
	}
	points, problems, err := Read(workbook(t, [][]any{row(1, nil), bare, row(3, map[string]any{"timetable": "пн: -; вт: -"})}, nil), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(points) != 3 || len(problems) != 1 || problems[0].Line != 4 || problems[0].Column != "address" || problems[0].Row {
		t.Fatalf("%d points, problems %+v", len(points), problems)
	}
	if got, want := strings.Join(points[0].Cells(), "|"),
		"1|ЦНАП Гірської сільської ради|centre|Київська|Гірська||Гора|с|Гірська|сільська||||||||||4|20.5|45|5|false|false|true|"+
			"false|true|false|true|false|true|false|false|true|false|true|true|false|true|true|false|false|false|true"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	if got, want := strings.Join(points[1].Cells(), "|"), "2|Мобільний ЦНАП|mobile|"+strings.Repeat("|", 16)+"0|20.5"+strings.Repeat("|", 24); got != want {
		t.Errorf("blank block:\n got %s\nwant %s", got, want)
	}
	if points[1].BusStop != nil || points[1].FeedbackForm != nil || points[1].Saturday != nil {
		t.Errorf("a blank block must stay unknown: %+v", points[1])
	}
	if points[2].HoursWeek != nil || points[2].Evening != nil || points[2].BusStop == nil {
		t.Errorf("a week of dashes gives no hours but keeps the rest: %+v", points[2])
	}
}

func TestReadQuarantinesCells(t *testing.T) {
	secret := strings.Repeat("7", 9)
	points, problems, err := Read(workbook(t, [][]any{
		row(1, map[string]any{"timetable": "пн: 18:00-16:00"}),
		row(2, map[string]any{"pay_card": "можливо", "workers_total": -3}),
		row(3, map[string]any{"free_wifi": nil, "square_total": "багато"}),
		row(4, map[string]any{"timetable": "дзвоніть " + secret}),
		row(5, map[string]any{"address": "вул. Таємна, 7"}),
	}, nil), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(points) != 5 {
		t.Errorf("%d points, want 5: a bad cell must not cost its row", len(points))
	}
	var got []string
	for _, p := range problems {
		got = append(got, string(rune('0'+p.Line))+p.Column)
		if strings.Contains(p.Value+p.Reason, secret) || strings.Contains(p.Value+p.Reason, "Таємна") {
			t.Errorf("private text in %+v", p)
		}
		if !strings.Contains(p.Reason, "expected") {
			t.Errorf("%+v does not say what was expected", p)
		}
	}
	if want := "3timetable 4workers_total 4pay_card 5square_total 5free_wifi 6timetable 7address"; strings.Join(got, " ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
	if points[1].CardPayment != nil || points[1].Workers != nil || points[2].FreeWifi != nil || points[0].HoursWeek != nil {
		t.Error("a quarantined cell must be unknown")
	}
	if points[0].CardPayment == nil || !*points[0].CardPayment {
		t.Error("the cells beside a quarantined one must be kept")
	}
}

func TestReadQuarantinesRows(t *testing.T) {
	points, problems, err := Read(workbook(t, [][]any{
		row(1, nil), row("", nil), row(1, nil), row("x", nil),
		row(5, map[string]any{"name": "-"}), row(6, map[string]any{"state": "Закритий"}),
		append(row(7, nil), "лишнє"),
		{},
		row(8, nil),
	}, nil), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(points) != 2 || len(problems) != 7 {
		t.Fatalf("%d points and %d problems, want 2 and 7: %+v", len(points), len(problems), problems)
	}
	for _, p := range problems {
		if !p.Row {
			t.Errorf("%+v: want the row quarantined", p)
		}
	}
}

func TestReadRefusesFiles(t *testing.T) {
	whole := workbook(t, [][]any{row(1, nil)}, nil)
	set := func(cell, value string) func(*excelize.File) {
		return func(f *excelize.File) {
			if err := f.SetCellValue("Sheet1", cell, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, c := range map[string]struct {
		data []byte
		want []string
	}{
		"empty":          {nil, []string{"empty", "fetch it again"}},
		"web page":       {[]byte("\n<!DOCTYPE html><html>"), []string{"web page"}},
		"old xls":        {[]byte("\xd0\xcf\x11\xe0\xa1\xb1"), []string{"old .xls"}},
		"csv":            {[]byte("code;name\n1;2\n"), []string{"not an XLSX workbook", "begins with 63 6f 64 65"}},
		"truncated":      {whole[:len(whole)/2], []string{"cannot be opened", "fetch it again, it may be truncated"}},
		"other zip":      {[]byte("PK\x03\x04 nothing of the kind"), []string{"cannot be opened"}},
		"machine header": {workbook(t, [][]any{row(1, nil)}, set("K2", "schedule")), []string{"line 2", "column K", `"schedule"`, `"timetable"`, "columns.go"}},
		"title header":   {workbook(t, [][]any{row(1, nil)}, set("C1", "Адреса ЦНАП")), []string{"line 1", "column C", "Адреса ЦНАП"}},
		"added column":   {workbook(t, [][]any{row(1, nil)}, set("AB2", "region")), []string{"line 2", "column AB", `"region"`, `""`}},
		"no data":        {workbook(t, nil, nil), []string{"2 lines"}},
	} {
		points, problems, err := Read(c.data, nil)
		if err == nil || points != nil || problems != nil {
			t.Errorf("%s: read %d points, error %v", name, len(points), err)
			continue
		}
		for _, want := range c.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: error %q does not say %q", name, err, want)
			}
		}
	}
}
