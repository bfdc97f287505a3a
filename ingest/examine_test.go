// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"osnova/catalog"
	"osnova/ingest/fetch"
	"osnova/ingest/parsers"
)

// TestExamineTakesABeginning: of a register of many megabytes in a ZIP the first megabyte is taken, its first records are read, and one whose address is
// missing is no change; nothing of it is kept.
func TestExamineTakesABeginning(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var text bytes.Buffer
	text.WriteString(`<?xml version="1.0" encoding="UTF-8"?><DATA>`)
	for i := range 150_000 {
		form := "ТОВАРИСТВО"
		if i%50 == 0 {
			form = "ОРГАН САМООРГАНІЗАЦІЇ НАСЕЛЕННЯ"
		}
		fmt.Fprintf(&text, "<SUBJECT><RECORD>%d</RECORD><NAME>СИНТЕТИЧНИЙ КОМІТЕТ %d %x М. ВІННИЦІ</NAME><OPF>%s</OPF><EDRPOU>%08d</EDRPOU><STAN>зареєстровано</STAN></SUBJECT>\n", i, i, r.Uint64(), form, 20_000_000+i)
	}
	text.WriteString("</DATA>")
	var packed bytes.Buffer
	z := zip.NewWriter(&packed)
	w, err := z.Create("UO.xml")
	if err == nil {
		_, err = w.Write(text.Bytes())
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	if packed.Len() < 2*headBytes {
		t.Fatalf("the archive has %d bytes: nothing of it would be cut", packed.Len())
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/edr/uo.zip" {
			http.NotFound(w, r)
			return
		}
		http.ServeContent(w, r, "", time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), bytes.NewReader(packed.Bytes()))
	}))
	defer server.Close()
	keep := t.TempDir()
	st := &Stage{
		Catalog: declarations(t), Files: os.DirFS(".."), Parsers: parsers.Parsers, Mirror: server.URL, Keep: keep,
		Fetch: &fetch.Fetcher{UserAgent: "osnova (test)", AllowLoopback: true, Trusted: fetch.HostPort(server.URL), Pause: 1},
	}
	got, err := st.Examine(context.Background(), map[string]bool{"edr": true})
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 || got[0].Verdict != AsDeclared || got[0].Records < 5000 || got[0].Refused != 0 || !got[0].Asked[0].Cut || got[0].Asked[0].Size != int64(packed.Len()) {
		t.Errorf("%+v", got)
	}
	if left, err := os.ReadDir(keep); err != nil || len(left) > 0 {
		t.Errorf("kept: %v %v", left, err)
	}
}

// TestBeginning: a file that was cut is read up to its last whole line or record, and what can only be read whole is not read.
func TestBeginning(t *testing.T) {
	source := func(kind string) catalog.Source {
		return catalog.Source{Format: catalog.Format{Kind: kind, Records: []string{"R"}, Members: `\.xml$`}}
	}
	for name, c := range map[string]struct {
		kind, file, body string
		cut              bool
		want             string
		ok               bool
	}{
		"whole":                {"csv", "a.csv", "a;b\n1;2", false, "a;b\n1;2", true},
		"lines":                {"csv", "a.csv", "a;b\n1;2\n3;", true, "a;b\n1;2\n", true},
		"one line":             {"csv", "a.csv", "a;b", true, "", false},
		"records":              {"xml", "a.xml", "<?xml version='1.0'?><D><R>1</R><R>2", true, "<?xml version='1.0'?><D><R>1</R></D>", true},
		"no record":            {"xml", "a.xml", "<D><X>1</X>", true, "<D><X>1</X>", true},
		"a workbook":           {"xlsx", "a.xlsx", "PK\x03\x04", true, "", false},
		"documents":            {"json", "a.json", `{"a": [1, 2`, true, "", false},
		"a member that is cut": {"xml", "a.zip", "PK\x03\x04 too short", true, "", false},
	} {
		got, ok := beginning(source(c.kind), catalog.File{Mirror: c.file}, []byte(c.body), c.cut)
		if ok != c.ok || ok && string(got) != c.want {
			t.Errorf("%s: %q, %v; want %q, %v", name, got, ok, c.want, c.ok)
		}
	}
}

// TestOtherSizeAndType: half or twice the size of last time is told, and bytes of another kind than declared.
func TestOtherSizeAndType(t *testing.T) {
	lock := Lock{Files: []LockedFile{{Name: "a.csv", URL: "https://example.org/a", Size: 1000}}}
	f := catalog.File{URL: "https://example.org/a", Mirror: "x/a.csv"}
	for size, want := range map[int64]string{499: "a.csv has 499 bytes, had 1000", 500: "", 1000: "", 2000: "", 2001: "a.csv has 2001 bytes, had 1000", -1: ""} {
		if got := otherSize(f, Probe{Size: size}, []byte("x"), lock); got != want {
			t.Errorf("%d: %q, want %q", size, got, want)
		}
	}
	if got := otherSize(f, Probe{}, nil, Lock{}); got != "a.csv is empty" {
		t.Error(got)
	}
	for body, want := range map[string]string{
		"a;b\n": "", "\ufeffa;b": "", "<!DOCTYPE html><html>": "a web page", "  <HTML>": "a web page", "<?xml version='1.0'?>": "XML", `{"a":1}`: "JSON", "PK\x03\x04": "a ZIP or workbook", "\x1f\x8b": "gzip",
	} {
		got := otherType(catalog.Source{Format: catalog.Format{Kind: "csv"}}, f, []byte(body))
		if (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%q: %q, want %q", body, got, want)
		}
	}
}
