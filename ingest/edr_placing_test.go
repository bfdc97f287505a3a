// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"osnova/catalog"
	"osnova/ingest/fetch"
	"osnova/ingest/parsers"
)

// realLayout is a register as the public export has it since 2026: windows-1251, capitals, no address. Names and acts are invented.
func realLayout(t *testing.T, entries [][]string) []byte {
	t.Helper()
	var b strings.Builder
	b.WriteString("<DATA FORMAT_VERSION=\"1.0\">")
	text := func(s string) string {
		var out strings.Builder
		if err := xml.EscapeText(&out, []byte(s)); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	for i, e := range entries {
		fmt.Fprintf(&b, "<SUBJECT><RECORD>%d</RECORD><NAME>%s</NAME><SHORT_NAME/><OPF>ОРГАН САМООРГАНІЗАЦІЇ НАСЕЛЕННЯ</OPF><EDRPOU>%08d</EDRPOU><STAN>зареєстровано</STAN><FOUNDERS/>"+
			"<SIGNERS><SIGNER>ОСОБА - керівник</SIGNER></SIGNERS><REGISTRATION>01.02.2005; 01.02.2006; 11741020000%06d</REGISTRATION><MANAGING_PAPER>%s</MANAGING_PAPER>"+
			"<TERMINATED_INFO/></SUBJECT>\n", i+1, text(e[0]), 40_000_000+i, i, text(e[1]))
	}
	b.WriteString("</DATA>")
	return zipped1251(t, b.String())
}

// readEDR reads a register with the whole codifier at hand and gives the cells of each body by column, in the order of codes.
func readEDR(t *testing.T, file []byte) (bodies []map[string]string, facts *Facts) {
	t.Helper()
	s := sourceNamed(t, "edr")
	facts, err := Read(context.Background(), s, parsers.Parsers["edr"], func(context.Context, catalog.Source, catalog.File) (fetch.Content, error) {
		return fetch.InMemory(file), nil
	}, stagePlaces(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range facts.Rows {
		cells := map[string]string{}
		for i, c := range s.Columns {
			cells[c.Name] = r[i]
		}
		bodies = append(bodies, cells)
	}
	return bodies, facts
}

// TestPublicExport: the export without addresses gives bodies and no fault; who wrote the name of an act or a signer is not kept.
func TestPublicExport(t *testing.T) {
	got, facts := readEDR(t, realLayout(t, [][]string{
		{`КВАРТАЛЬНИЙ КОМІТЕТ "ВИГАДАНИЙ" М. ВІННИЦІ`, ""},
		{`БУДИНКОВИЙ КОМІТЕТ "ВУЛИЦЯ ОДЕСЬКА, 5"`, "РІШЕННЯ ВІННИЦЬКОЇ МІСЬКОЇ РАДИ № 1 ВІД 01.01.2005"},
		{`КОМІТЕТ МІКРОРАЙОНУ "ВИГАДАНИЙ"`, ""},
	}))
	var placed []string
	for _, b := range got {
		placed = append(placed, b["body_type"]+" "+b["community_id"]+" "+b["placed_by"]+" "+b["match_reason"]+" "+b["registered_date"])
	}
	want := []string{"block UA05020030000031457 name settlement 2005-02-01", "house UA05020030000031457 act community 2005-02-01", "microdistrict   empty 2005-02-01"}
	if d := cmp.Diff(want, placed); d != "" {
		t.Error(d)
	}
	for _, bad := range facts.Bad {
		if !strings.Contains(bad.Reason, "check digit") { // codes are invented
			t.Errorf("a fault where none is: %+v", bad)
		}
	}
}

// TestRealLayoutOfRegister reads records in the layout of the official schema: all bodies come, those whose name tells a place are placed.
func TestRealLayoutOfRegister(t *testing.T) {
	realFiles(t)
	body, err := os.ReadFile(filepath.Join(mirror, "edr", "UO-real-layout-sample.xml"))
	if err != nil {
		t.Fatal(err)
	}
	got, facts := readEDR(t, body)
	by := map[string]int{}
	for _, b := range got {
		by[b["community_id"]+" "+b["placed_by"]+" "+b["edr_status"]]++
	}
	want := map[string]int{" " + " active": 2, "UA05020030000031457 name active": 1, "UA80000000000093317 name terminating": 1}
	if d := cmp.Diff(want, by); d != "" || facts.Lock.Files[0].RowsIn != 5 {
		t.Errorf("%s\n%+v", d, facts.Lock.Files)
	}
}

// TestBodiesArePlacedByNameAndAct: of 200 names and acts, composed after those that press, councils and the official schema show, a body is put
// into the community that they name, hardly ever into another, and into none where they tell none: streets called after towns, names
// within quotation marks, districts and villages of which there are many.
func TestBodiesArePlacedByNameAndAct(t *testing.T) {
	f, err := os.Open(filepath.Join("sources", "edr", "testdata", "placing.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	rows = rows[1:]
	got, _ := readEDR(t, realLayout(t, rows))
	if len(rows) != 200 || len(got) != len(rows) {
		t.Fatalf("%d bodies of %d names, want 200", len(got), len(rows))
	}
	placed, right, tellable := 0, 0, 0
	by := map[string]int{}
	for i, b := range got { // codes follow the order of the file
		want := rows[i][2]
		if want != "" {
			tellable++
		}
		if b["community_id"] != "" {
			placed++
			by[b["placed_by"]]++
		}
		switch {
		case b["community_id"] == want && want != "":
			right++
		case b["community_id"] != want:
			t.Logf("%q, %q: %q by %q (%s), want %q", rows[i][0], rows[i][1], b["community_id"], b["placed_by"], b["match_reason"], want)
		}
		if (b["community_id"] == "") != (b["placed_by"] == "") {
			t.Errorf("%q: community %q, placed by %q", rows[i][0], b["community_id"], b["placed_by"])
		}
	}
	precision, recall := float64(right)/float64(placed), float64(right)/float64(tellable)
	t.Logf("precision %.3f (%d of %d), recall %.3f (%d of %d), by %v", precision, right, placed, recall, right, tellable, by)
	if precision < 0.99 || recall < 0.9 {
		t.Errorf("precision %.3f, recall %.3f; want at least 0.99 and 0.9", precision, recall)
	}
	if tellable < 150 || tellable > 190 || by["name"] == 0 || by["act"] == 0 {
		t.Errorf("%d names tell a place, placed by %v: the list does not try what it should", tellable, by)
	}
}
