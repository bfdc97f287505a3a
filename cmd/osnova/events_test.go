package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"osnova/store"
)

// events runs osnova events and gives what is on stdout.
func events(t *testing.T, wantCode int, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, log bytes.Buffer
	if code := run(context.Background(), append([]string{"events"}, args...), strings.NewReader(""), &out, &log); code != wantCode {
		t.Fatalf("exit %d, want %d: %s", code, wantCode, &log)
	}
	return out.String(), log.String()
}

// TestEventsFromAnyForm: CSV, gzip and Parquet of the same log give the same table, under names that are SQL, a pattern or a flag.
func TestEventsFromAnyForm(t *testing.T) {
	const folder = "../../metrics/testdata/events/"
	log, err := os.ReadFile(folder + "synthetic_log.csv")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	rest := []string{"--services", folder + "services.csv", "--holidays", folder + "holidays.csv", "--by", "hromada,channel", "--period", "quarter", "--no-suppress", "--out", "-"}
	want, _ := events(t, exitFine, append([]string{"--log", folder + "synthetic_log.csv"}, rest...)...)
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = z.Write(log)
	z.Close()
	hostile := filepath.Join(dir, `a'; drop table x; --[b]*.parquet`)
	plain := filepath.Join(dir, "plain.parquet")
	st := &store.Store{}
	defer st.Close()
	for name, query := range map[string]string{
		plain: "select * replace (submitted_at[:10]::date as submitted_at, delivered_at::date as delivered_at, visits_n::double as visits_n, paused_days::int as paused_days) from read_csv(" +
			sqlText(folder+"synthetic_log.csv") + ", all_varchar = true)",
		filepath.Join(dir, "text.parquet"): "select * from read_csv(" + sqlText(folder+"synthetic_log.csv") + ", all_varchar = true)",
	} {
		if err := st.Exec(context.Background(), "copy ("+query+") to "+sqlText(name)+" (format parquet)"); err != nil {
			t.Fatal(err)
		}
	}
	body, err := os.ReadFile(plain)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{hostile: body, filepath.Join(dir, "-- log.csv.gz"): packed.Bytes(), filepath.Join(dir, "named.csv"): packed.Bytes()}
	for name, body := range files {
		if err := os.WriteFile(name, body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{plain, filepath.Join(dir, "text.parquet"), hostile, filepath.Join(dir, "-- log.csv.gz"), filepath.Join(dir, "named.csv")} {
		got, _ := events(t, exitFine, append([]string{"--log", name}, rest...)...)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	// A row of Parquet has no line: its number is given.
	out := filepath.Join(dir, "out")
	_, said := events(t, exitFine, "--log", plain, "--as-of", "2025-05-01", "--out", out)
	if rejected, err := os.ReadFile(filepath.Join(out, "rejected.csv")); err != nil || !strings.HasPrefix(string(rejected), "file,line,column,value,reason\nplain.parquet,2,submitted_at,2025-06-09,") {
		t.Errorf("%v %.200s", err, rejected)
	}
	if !strings.Contains(said, "rows=220 used=155 rejected=65") {
		t.Error(said)
	}
	// A gzip that ends early is a finding, and nothing is written.
	if err := os.WriteFile(filepath.Join(dir, "half.csv.gz"), packed.Bytes()[:packed.Len()/2], 0o644); err != nil {
		t.Fatal(err)
	}
	if _, said := events(t, exitFindings, "--log", filepath.Join(dir, "half.csv.gz"), "--out", filepath.Join(dir, "half")); !strings.Contains(said, "half.csv.gz: from here on the gzip file is broken") {
		t.Error(said)
	}
}

// TestEventsExample: the example of docs/instruments/events.md gives what the page says.
func TestEventsExample(t *testing.T) {
	args, want := example(t, "events.md", 2, 2)
	events(t, exitFine, args[1:]...)
	for _, f := range want {
		got, err := os.ReadFile(filepath.FromSlash(f.name))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(f.body, string(got)); diff != "" {
			t.Errorf("%s: %s", f.name, diff)
		}
	}
}
