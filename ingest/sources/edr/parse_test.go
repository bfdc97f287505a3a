// SPDX-License-Identifier: Apache-2.0

package edr

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"osnova/catalog"
	"osnova/ingest/gazetteer"
	"osnova/ingest/parse"
	"osnova/ingest/sources/sourcetest"
)

// subject is one synthetic record of the new layout.
func subject(code, name, form, status, address, registration, more string) string {
	return "<SUBJECT><RECORD>1</RECORD><NAME>" + name + "</NAME><SHORT_NAME/><OPF>" + form + "</OPF><EDRPOU>" + code + "</EDRPOU><ADDRESS>" + address +
		"</ADDRESS><STAN>" + status + "</STAN><REGISTRATION>" + registration + "</REGISTRATION>" + more + "</SUBJECT>\n"
}

const osn = "ОРГАН САМООРГАНІЗАЦІЇ НАСЕЛЕННЯ"

// synthetic is a register of invented bodies: no record of it is of any real body.
var synthetic = strings.Join([]string{
	subject("30000008", "Синтетичний будинковий комітет &quot;Вулиця Вигадана, 5&quot;", osn, "зареєстровано", "Україна, 01001, місто Київ, Вигаданий район, ВУЛИЦЯ ВИГАДАНА, будинок 5", "10.01.2005, 23.05.2012, 1 070 120 0000 012345", ""),
	subject("14360571", "<![CDATA[Комітет мікрорайону «А & Б» (синтетичний)]]>", "Орган  самоорганізації\nнаселення", "в стані припинення", "Вигадана обл., Вигаданий р-н, смт. Вигадане, вул. Нова, 1", "2001-02-03", ""),
	subject("14360570", "Синтетична рада &#1079; самоорганізації населення", "ГРОМАДСЬКА ОРГАНІЗАЦІЯ", "припинено", "Вигадана обл., с. Вигадане", "31.02.2003, 01.02.2003", "<TERMINATED_INFO>05.06.2007 за рішенням</TERMINATED_INFO>"),
	subject("", "Синтетичний сільський комітет", "", "", "Вигадана область, село Вигадане", "", ""),
	subject("32129", "Синтетичний квартальний комітет", "860", "скасовано", "щось", "01.01.2990", ""),
	subject("14360570", "Синтетичний двійник", osn, "зареєстровано", "місто Київ", "01.02.2003", ""),
	subject("00000001", "Об'єднання співвласників органів самоорганізації населення (синтетичне)", "ОСББ", "зареєстровано", "місто Київ", "", ""),
	subject("00000002", "Синтетична рада", "ОРГАН СУДДІВСЬКОГО САМОВРЯДУВАННЯ самоорганізації населення", "зареєстровано", "місто Київ", "", ""),
	subject("00000003", "Синтетичний суддівський комітет самоорганізації населення", "Орган суддівського самоврядування", "зареєстровано", "місто Київ", "", ""),
	subject("00000004", "ТОВ &lt;СИНТЕТИЧНЕ&gt;", "ТОВАРИСТВО", "зареєстровано", "місто Київ", "", "<BRANCHES><BRANCH><NAME>Будинковий комітет самоорганізації населення</NAME></BRANCH></BRANCHES>"),
	subject("00000005", "Будинковий комітет (синтетичний)", "ТОВАРИСТВО", "зареєстровано", "місто Київ", "", ""),
	subject("00000006", "Зіпсована &назва;", osn, "зареєстровано", "місто Київ", "", ""),
}, "")

// archive packs a register as it is published: with a member of entrepreneurs, who are persons, beside the one of legal entities.
func archive(t *testing.T, xml, encoding string) []byte {
	t.Helper()
	body := `<?xml version="1.0" encoding="` + encoding + `"?><DATA FORMAT_VERSION="1.0">` + xml + "</DATA>"
	if encoding != "UTF-8" {
		var err error
		if body, err = charmap.Windows1251.NewEncoder().String(body); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, m := range []struct{ name, text string }{{"17.2-EX_XML_EDR_FOP_FULL_15.03.2024.xml", "<DATA><SUBJECT><FIO>Вигаданий Іван</FIO></SUBJECT></DATA>"}, {"17.1-EX_XML_EDR_UO_FULL_15.03.2024.xml", body}} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: m.name, Method: zip.Deflate, Modified: time.Date(2024, 4, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, m.text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// source is the declaration without the names of places, which are not at hand here.
func source(t *testing.T) catalog.Source {
	s := sourcetest.Source(t)
	s.Match = nil
	return s
}

func packed(body []byte) sourcetest.Files {
	return func(catalog.File) ([]byte, error) { return body, nil }
}

// TestParse: in both encodings the same bodies come out, and everything else is accounted for.
func TestParse(t *testing.T) {
	s := source(t)
	for _, encoding := range []string{"windows-1251", "UTF-8"} {
		out := sourcetest.Sheet(t, s, Parse, packed(archive(t, synthetic, encoding)), sourcetest.Counts{In: 12, Loaded: 5, Quarantined: 2, Skipped: 5, Rows: 5})
		want := [][]string{
			{"edr-00032129", "00032129", "Синтетичний квартальний комітет", "block", "form", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "2024-03-15", ""},
			{"edr-14360570", "14360570", "Синтетична рада з самоорганізації населення", "other", "other_form", "terminated", "2003-02-01", "2003-02-01", "2007-06-05", "Вигадана", "", "", "Вигадане", "village", "", "", "", "", "", "", "2024-03-15", ""},
			{"edr-14360571", "14360571", "Комітет мікрорайону «А & Б» (синтетичний)", "microdistrict", "form", "terminating", "2001-02-03", "2001-02-03", "", "Вигадана", "Вигаданий", "", "Вигадане", "settlement", "", "", "", "", "", "", "2024-03-15", "checksum_failed"},
			{"edr-30000008", "30000008", "Синтетичний будинковий комітет \"Вулиця Вигадана\"", "house", "form", "active", "2005-01-10", "2012-05-23", "", "", "", "", "Київ", "city", "Вигаданий", "", "", "", "", "", "2024-03-15", "checksum_failed"},
			{"edr-x", "", "Синтетичний сільський комітет", "village", "name", "", "", "", "", "Вигадана", "", "", "Вигадане", "village", "", "", "", "", "", "", "2024-03-15", "no_code"},
		}
		for i := range out.Rows {
			if row := out.Rows[i]; strings.HasPrefix(row[0], "edr-x") {
				row[0] = "edr-x"
			}
		}
		if d := cmp.Diff(want, out.Rows); d != "" {
			t.Errorf("%s: %s", encoding, d)
		}
		if d := cmp.Diff(map[string]int{"other_form": 3, "osbb": 1, "judges": 1}, out.Tallies[0].Skipped); d != "" {
			t.Error(d)
		}
		var bad []string
		for _, b := range out.SortedBad() {
			bad = append(bad, strings.Join([]string{b.Column, b.Value, b.Reason}, "|"))
		}
		wantBad := []string{
			"|30000008|the check digit of the ЄДРПОУ does not fit; the code is kept",
			"|14360571|the check digit of the ЄДРПОУ does not fit; the code is kept",
			"|00032129|the ЄДРПОУ had lost its leading zeros; they are put back",
			"settlement|(masked)|the address names neither an oblast nor a settlement",
			"registered_date|2990-01-01|is before the register or after its edition",
			"edr_status|(masked)|is none of active, terminating, terminated",
			"osn_id|edr-14360570|key is taken by an earlier row",
		}
		if d := cmp.Diff(wantBad, bad[:min(len(bad), len(wantBad))]); d != "" || len(bad) != len(wantBad)+1 || !strings.HasPrefix(bad[len(wantBad)], "||name: byte ") || strings.Contains(bad[len(wantBad)], "назва") {
			t.Errorf("%s\n%v", d, bad)
		}
	}
}

// TestTerritory: the settlement of an address gets its code, a name that several have gets none and a reason.
func TestTerritory(t *testing.T) {
	s := sourcetest.Source(t)
	const oblast, raion, community, other = "UA05000000000010236", "UA05020000000026686", "UA05020010000000001", "UA05020020000000005"
	unit := func(code, category, name string) gazetteer.Unit {
		return gazetteer.Unit{Code: code, Category: category, Name: name, Oblast: oblast, Raion: raion, Community: community, Parent: community}
	}
	places := gazetteer.NewGazetteer([]gazetteer.Unit{
		{Code: oblast, Category: "O", Name: "Вінницька", Oblast: oblast},
		{Code: raion, Category: "P", Name: "Вінницький", Oblast: oblast, Raion: raion, Parent: oblast},
		{Code: community, Category: "H", Name: "Вигаданська", Oblast: oblast, Raion: raion, Community: community, Parent: raion, Type: "сільська"},
		unit("UA05020010010000002", "C", "Вигадане"), unit("UA05020010020000003", "C", "Подвійне"),
		{Code: other, Category: "H", Name: "Інша", Oblast: oblast, Raion: raion, Community: other, Parent: raion, Type: "сільська"},
		{Code: "UA05020020010000004", Category: "C", Name: "Подвійне", Oblast: oblast, Raion: raion, Community: other, Parent: other},
	}, nil, nil)
	out, err := parse.NewSheet(s)
	if err != nil {
		t.Fatal(err)
	}
	xml := "<DATA>" + subject("14360570", "Синтетичний перший", osn, "зареєстровано", "Вінницька обл., Вінницький район, с. Вигадане, вул. Нова, 5", "", "") +
		subject("43220851", "Синтетичний другий", osn, "зареєстровано", "Вінницька обл., с. Подвійне, вул. Нова, 5", "", "") + "</DATA>"
	in := parse.Input{Source: s, Open: func(catalog.File) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(xml)), nil }}
	if err := Parse(in, out); err == nil || !strings.Contains(err.Error(), "no names of places") {
		t.Error(err)
	}
	in.Places = places
	if out, err = parse.NewSheet(s); err != nil {
		t.Fatal(err)
	}
	if err := Parse(in, out); err != nil {
		t.Fatal(err)
	}
	if err := out.Finish(); err != nil {
		t.Fatal(err)
	}
	sourcetest.WantCell(t, out, "UA05020010010000002", "territory_id", "edr-14360570")
	sourcetest.WantCell(t, out, community, "community_id", "edr-14360570")
	sourcetest.WantCell(t, out, "1", "match_score", "edr-14360570")
	sourcetest.WantCell(t, out, "settlement", "match_reason", "edr-14360570")
	sourcetest.WantCell(t, out, "", "territory_id", "edr-43220851")
	sourcetest.WantCell(t, out, "ambiguous", "match_reason", "edr-43220851")
}

// TestOldLayout: records of the old file are called RECORD and have no legal form; a bare file is read like a packed one.
func TestOldLayout(t *testing.T) {
	s := source(t)
	old := `<?xml version="1.0" encoding="UTF-8"?><DATA><RECORD><NAME>Синтетичний вуличний комітет</NAME><EDRPOU>43220851</EDRPOU><ADDRESS>місто Київ</ADDRESS><STAN>зареєстровано</STAN></RECORD>` +
		`<RECORD><NAME>Синтетичний комітет</NAME><EDRPOU>43220852</EDRPOU></RECORD></DATA>`
	s.Files[0].Edition = "2018-01-01"
	out := sourcetest.Sheet(t, s, Parse, sourcetest.ReadText(old), sourcetest.Counts{In: 2, Loaded: 1, Skipped: 1, Rows: 1})
	sourcetest.WantCell(t, out, "street", "body_type", "edr-43220851")
	sourcetest.WantCell(t, out, "name", "matched_by", "edr-43220851")
	sourcetest.WantCell(t, out, "2018-01-01", "as_of", "edr-43220851")
}

// TestBrokenFiles: what is wrong with a file is told with the place, and no row is made of it.
func TestBrokenFiles(t *testing.T) {
	s := source(t)
	whole := archive(t, synthetic, "windows-1251")
	for want, body := range map[string][]byte{
		"the archive ends without its directory":                       whole[:len(whole)-100],
		"the file is empty":                                            {},
		"the file ends inside record 1, which begins at byte 6":        []byte("<DATA><SUBJECT><NAME>Вигадане"),
		"no member of the archive matches":                             archiveOf(t, "other.xml"),
		"byte 0: a document type or another declaration: none is read": []byte(`<!DOCTYPE DATA SYSTEM "http://127.0.0.1/x.dtd"><DATA/>`),
		"an end tag does not match the start tag before it":            []byte("<html><head><title>Помилка 404</head></html>"),
		"no row was loaded":                                            []byte("<DATA><SUBJECT><NAME>x</NAME></SUBJECT></DATA>"),
	} {
		_, err := sourcetest.Run(s, Parse, packed(body))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func archiveOf(t *testing.T, name string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	if _, err := z.Create(name); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// FuzzParse: no register makes the parser panic or lose a record.
func FuzzParse(f *testing.F) {
	f.Add(synthetic)
	f.Add("<RECORD><NAME>вуличний комітет</NAME></RECORD>")
	body, err := os.ReadFile("source.yaml")
	if err != nil {
		f.Fatal(err)
	}
	c, err := catalog.Load(fstest.MapFS{"ingest/sources/edr/source.yaml": {Data: body}}) // this one alone: the whole catalog takes each worker long
	if err != nil || len(c.Sources) != 1 {
		f.Fatal(err, c.Findings)
	}
	s := c.Sources[0]
	s.Match = nil
	f.Fuzz(func(t *testing.T, xml string) {
		_, err := sourcetest.Run(s, Parse, packed([]byte("<DATA>"+xml+"</DATA>")))
		if err != nil && strings.Contains(err.Error(), "loses records") {
			t.Error(err)
		}
	})
}
