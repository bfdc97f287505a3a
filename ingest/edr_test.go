// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"osnova/catalog"
	"osnova/ingest/fetch"
	"osnova/ingest/parsers"
	"osnova/store"
)

// register ingests the source edr from a mirror that holds the file given, and tells everything that came out: tables, kept files, findings, log.
// With places the whole catalog is at hand, so that addresses are matched with the codifier.
func register(t *testing.T, file []byte, places bool) (rows int, out string) {
	t.Helper()
	cat := &catalog.Catalog{}
	var edr catalog.Source
	for _, s := range declarations(t).Sources {
		if s.Name == "edr" {
			s.Tolerance = 1
			if !places {
				s.Match = nil
			}
			edr = s
		}
		if s.Name == "edr" || places {
			cat.Sources = append(cat.Sources, s)
		}
	}
	if edr.Name == "" {
		t.Fatal("the source edr is not declared")
	}
	mirror, keep := t.TempDir(), t.TempDir()
	if file != nil {
		path := filepath.Join(mirror, filepath.FromSlash(edr.Files[0].Mirror))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, file, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	db := &store.Store{}
	t.Cleanup(func() { db.Close() })
	ledger, err := store.OpenLedger(filepath.Join(t.TempDir(), "ledger.json"), "test")
	if err != nil {
		t.Fatal(err)
	}
	ledger.Only = func(id string) bool { return id == "raw.edr" || id == "raw.intake" || id == "raw.quarantine" }
	var log bytes.Buffer
	st := &Stage{
		Catalog: cat, Store: db, Ledger: ledger, Files: os.DirFS(".."), Parsers: parsers.Parsers, Mirror: mirror, Keep: keep,
		Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	if err := st.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	facts := filepath.Join(keep, "facts")
	if err := os.MkdirAll(filepath.Join(facts, filepath.FromSlash(edr.Dir)), 0o755); err != nil {
		t.Fatal(err)
	}
	findings, err := st.Compile(context.Background(), facts, map[string]bool{"edr": true})
	if err != nil {
		t.Fatal(err)
	}
	out = log.String() + fmt.Sprint(ledger.Findings, findings)
	for _, table := range []string{"raw.edr", "raw.intake where source_id = 'edr'", "raw.quarantine where source_id = 'edr'"} {
		got, err := db.Select(context.Background(), "select * from "+table)
		if err != nil {
			t.Fatal(err)
		}
		if table == "raw.edr" {
			rows = len(got.Values)
		}
		out += fmt.Sprintln(table, got.Values)
	}
	err = filepath.WalkDir(keep, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if z, zipped := gzip.NewReader(bytes.NewReader(body)); zipped == nil {
			if body, err = io.ReadAll(z); err != nil {
				return err
			}
		}
		out += path + string(body)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows, out
}

// zipped1251 packs a register in windows-1251.
func zipped1251(t *testing.T, xml string) []byte {
	t.Helper()
	body, err := charmap.Windows1251.NewEncoder().String(`<?xml version="1.0" encoding="windows-1251"?>` + "\n" + xml)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, err := z.Create("17.1-EX_XML_EDR_UO_FULL_01.02.2024.xml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, body); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestPersonsAreDropped plants what may not come out wherever a register could hold it: persons, phones, e-mail and home addresses. All of
// it is invented and carries the marks that are looked for. Nothing of it is in the tables, the facts, the quarantine, the findings or the log.
func TestPersonsAreDropped(t *testing.T) {
	const secret = "Таємненко Секрета Прихованівна"
	planted := []string{"Таємн", "Секрет", "Прихован", "ТАЄМН", "secret", "0501112233", "111-22-33", "1112223334", "Потайн", "ПОТАЙН", "1717-Ф"}
	person := "<FOUNDERS><FOUNDER>" + secret + ", тел. 0501112233, вул. Потайна, 1717-Ф</FOUNDER><FOUNDER><NAME>" + secret + "</NAME><CODE>1112223334</CODE></FOUNDER>" +
		"<FOUNDER><![CDATA[</FOUNDERS><NAME>" + secret + "</NAME>]]></FOUNDER></FOUNDERS>" +
		"<BOSS>" + secret + "</BOSS><SIGNERS><SIGNER pib='" + secret + "'>" + secret + "</SIGNER></SIGNERS>" +
		"<BENEFICIARIES><BENEFICIARY><EDRPOU>1112223334</EDRPOU><ADDRESS>місто Потайне</ADDRESS></BENEFICIARY></BENEFICIARIES>" +
		"<MANAGING_PAPER>РІШЕННЯ " + secret + ", тел. 0501112233, вул. Потайна, 1717-Ф</MANAGING_PAPER>" +
		"<CONTACTS><TEL>+38 050 111-22-33</TEL><EMAIL>secret@example.org</EMAIL></CONTACTS><!-- " + secret + " --><?secret " + secret + "?>"
	body := func(name, code, address, status, registration, more string) string {
		return "<SUBJECT boss='" + secret + "'>" + more + "<NAME by='" + secret + "'>" + name + "</NAME><OPF>ОРГАН САМООРГАНІЗАЦІЇ НАСЕЛЕННЯ</OPF><EDRPOU>" + code +
			"</EDRPOU><ADDRESS>" + address + "</ADDRESS><STAN>" + status + "</STAN><REGISTRATION>" + registration + "</REGISTRATION></SUBJECT>\n"
	}
	const home = ", вул. Потайна, буд. 1717-Ф, кв. 5, " + secret + ", тел. 0501112233, secret@example.org"
	records := []string{
		body("Синтетичний вуличний комітет «А»", "14360570", "Україна, 01001, місто Київ"+home, "зареєстровано", "01.02.2003", person),
		body("Синтетичний комітет «Б», голова "+secret+", тел. (050) 111-22-33, secret@example.org", "43220851", "с. Вигадане"+home, secret, "01.02.2003 "+secret, person),
		body("Синтетичний комітет «В»", "1112223334", home, "зареєстровано, "+secret, secret, person+"<TERMINATED_INFO>"+secret+" 01.01.2020</TERMINATED_INFO>"),
		body("Синтетичний комітет «Г» &"+secret+";", "00032129", home, "", "", person),
		body("Синтетичний комітет «Ґ» <B>"+secret+"</B>", "00032129", home, "", "", person),
		body(secret, "04054346", home+"&secret;", "&secret;", "&secret;", "<NAME>"+secret+"</NAME>"),
		body("", "12345678", "", "", "", person),
		"<SUBJECT><NAME>" + secret + "</NAME><OPF>ФОП</OPF>" + person + "</SUBJECT>",
		"<SUBJECT><FIO>" + secret + "</FIO></SUBJECT>",
	}
	whole := "<DATA>" + strings.Join(records, "") + "</DATA>"
	rows, out := register(t, zipped1251(t, whole), true)
	if rows != 3 {
		t.Errorf("%d bodies, want 3\n%s", rows, out)
	}
	for _, want := range []string{"Синтетичний вуличний комітет «А»", "Синтетичний комітет «Б»", "quarantine.csv", "UA80000000000093317"} {
		if !strings.Contains(out, want) {
			t.Errorf("%s did not come out: the test looks at nothing", want)
		}
	}
	looks := func(out, what string) {
		t.Helper()
		for _, p := range planted {
			if i := strings.Index(out, p); i >= 0 {
				t.Errorf("%s: %q came out: …%s…", what, p, out[max(0, i-200):min(len(out), i+100)])
			}
		}
	}
	looks(out, "a whole register")
	for what, broken := range map[string]string{
		"a tag that does not match": "<DATA>" + records[0] + "<SUBJECT><BOSS>" + secret + "</Секрет></SUBJECT></DATA>",
		"a < in a name":             "<DATA>" + records[0] + "<SUBJECT><BOSS>< " + secret + "</BOSS></SUBJECT></DATA>",
		"cut short":                 whole[:strings.Index(whole, secret)+200],
		"an attribute":              "<DATA><SUBJECT " + secret + "=1/></DATA>",
		"a document type":           "<!DOCTYPE " + secret + " [<!ENTITY secret '" + secret + "'>]>" + whole,
		"text outside":              whole + secret,
		"text after all":            "<DATA/>" + secret,
	} {
		file := zipped1251(t, broken)
		_, out := register(t, file, false)
		if !strings.Contains(out, "byte ") {
			t.Errorf("%s: no byte is told", what)
		}
		looks(out, what)
	}
}

// TestAwaitedRegister: a mirror without the register is no fault of the run, a file that is there but broken is one.
func TestAwaitedRegister(t *testing.T) {
	rows, out := register(t, nil, false)
	if rows != 0 || !strings.Contains(out, "from=awaited") {
		t.Errorf("%d rows\n%s", rows, out)
	}
	if _, out = register(t, []byte("PK\x03\x04 cut"), false); !strings.Contains(out, "the archive ends without its directory") {
		t.Error(out)
	}
}

// TestStopped: reading a large file ends with its context.
func TestStopped(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	body := fetch.InMemory(zipped1251(t, "<DATA>"+strings.Repeat("<SUBJECT><NAME>а</NAME></SUBJECT>", 100)+"</DATA>"))
	var s catalog.Source
	for _, s = range declarations(t).Sources {
		if s.Name == "edr" {
			break
		}
	}
	s.Match = nil
	_, err := Read(ctx, s, parsers.Parsers["edr"], func(context.Context, catalog.Source, catalog.File) (fetch.Content, error) {
		stop() // after the file is found, before it is read
		return body, nil
	}, nil)
	if err == nil || !strings.Contains(err.Error(), "context canceled") {
		t.Error(err)
	}
}

// TestAwaitedUpstream: a server that does not have the register yet is no fault either, one that fails is.
func TestAwaitedUpstream(t *testing.T) {
	s := catalog.Source{Name: "edr", Awaited: catalog.Text{UK: "чекаємо", EN: "awaited"}, Files: []catalog.File{{Name: "register", URL: "https://example.org/a.zip"}}}
	for err, want := range map[error]bool{
		fmt.Errorf("open: %w", fs.ErrNotExist): true, fmt.Errorf("fetch https://example.org/a.zip: %w", fetch.StatusError{Code: 404, Status: "404 Not Found"}): true, fetch.StatusError{Code: 410}: true,
		fetch.StatusError{Code: 403}: false, errors.New("refused"): false, error(nil): false,
	} {
		if got := (&Stage{}).awaits(context.Background(), s, func(context.Context, catalog.Source, catalog.File) (fetch.Content, error) {
			return fetch.Content{}, err
		}); got != want {
			t.Errorf("%v: awaits %v, want %v", err, got, want)
		}
	}
	s.Files[0].URL = ""
	if !(&Stage{Refresh: true}).awaits(context.Background(), s, nil) {
		t.Error("a file without an address is fetched")
	}
	s.Awaited = catalog.Text{}
	if (&Stage{Refresh: true}).awaits(context.Background(), s, nil) {
		t.Error("a source that awaits nothing awaits")
	}
}
