// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"osnova/catalog"
	"osnova/ingest/fetch"
	"osnova/store"
)

// listedSource awaits tables of many publishers that a list names.
func listedSource() catalog.Source {
	return catalog.Source{
		Name: "many", Dir: "ingest/sources/many", Tolerance: 1, Format: catalog.Format{Kind: "table"},
		Files: []catalog.File{{Name: "list", URL: "https://data.example.org/many/SHA256SUMS", Mirror: "many/SHA256SUMS", List: true}},
		Key:   []string{"id"}, Columns: []catalog.SourceColumn{
			{Column: catalog.Column{Name: "id", Type: catalog.TypeText, Required: true}}, {Column: catalog.Column{Name: "n", Type: catalog.TypeInteger}}, {Column: catalog.Column{Name: "file", Type: catalog.TypeText}, From: "$file"},
		},
	}
}

func served(files map[string]string) opener {
	return func(_ context.Context, _ catalog.Source, f catalog.File) (fetch.Content, error) {
		body, ok := files[f.Mirror]
		if !ok {
			return fetch.Content{}, fs.ErrNotExist
		}
		return fetch.InMemory([]byte(body)), nil
	}
}

func sums(files map[string]string, names ...string) string {
	var b strings.Builder
	for _, n := range names {
		fmt.Fprintf(&b, "%x  %s\n", sha256.Sum256([]byte(files["many/"+n])), n)
	}
	return b.String()
}

// TestListed: a list brings the files of many publishers; one that is damaged, missing or no table is one quarantined record, and the others
// are read. Files have the names of the list in accounts.
func TestListed(t *testing.T) {
	files := map[string]string{"many/a/log.csv": "id,n\n1,10\n2,x\n", "many/b/log.csv": "id;n\n3;30\n", "many/c.csv": "code,n\n4,40\n", "many/d.csv": "id,n\n5,50\n"}
	files["many/SHA256SUMS"] = sums(files, "a/log.csv", "b/log.csv", "c.csv", "d.csv", "e.csv")
	files["many/d.csv"] += "6,60\n" // not what the list says
	got, err := Read(context.Background(), listedSource(), nil, served(files), nil)
	if err != nil {
		t.Fatal(err)
	}
	if text := fmt.Sprint(got.Rows); text != "[[1 10 a/log.csv] [3 30 b/log.csv]]" {
		t.Errorf("rows %s", text)
	}
	account := map[string]string{}
	for _, f := range got.Lock.Files {
		account[f.Name] = fmt.Sprintf("%d %d %d", f.RowsIn, f.Loaded, f.Quarantined)
	}
	if want := map[string]string{"SHA256SUMS": "0 0 0", "a/log.csv": "2 1 1", "b/log.csv": "1 1 0", "c.csv": "1 0 1"}; fmt.Sprint(account) != fmt.Sprint(want) {
		t.Errorf("accounts %v, want %v", account, want)
	}
	var why []string
	for _, b := range got.Bad {
		why = append(why, b.File+": "+b.Reason)
	}
	all := strings.Join(why, "\n")
	for _, want := range []string{"a/log.csv: is not a number", `c.csv: column "id" is not in the header`, "d.csv: the sha256 is", "e.csv: the file is not there"} {
		if !strings.Contains(all, want) {
			t.Errorf("quarantine %s\nlacks %s", all, want)
		}
	}
}

func TestListsRefused(t *testing.T) {
	sum := strings.Repeat("0", 64)
	for list, want := range map[string]string{
		sum + "  ../a.csv\n":                        "leaves the folder",
		sum + "  /etc/passwd\n":                     "leaves the folder",
		sum + "  a.csv\n" + sum + "  ./a.csv\n":     "is named twice",
		"a.csv\n":                                   "is no line of a list",
		"<html>not here</html>":                     "is no line of a list",
		`{"success": false}`:                        "no answer of a CKAN portal",
		`{"success": true, "result": {"results": [`: "no answer of a CKAN portal",
	} {
		_, err := Read(context.Background(), listedSource(), nil, served(map[string]string{"many/SHA256SUMS": list}), nil)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: %v, want %q", list, err, want)
		}
	}
}

// TestPortal: resources of packages that are tables and whose name is wanted, the newest first, so that its row counts.
func TestPortal(t *testing.T) {
	resource := func(id, url, name, format, modified string) string {
		return fmt.Sprintf(`{"id": %q, "url": %q, "name": %q, "format": %q, "size": "12", "last_modified": %q}`, id, url, name, format, modified)
	}
	answer := `{"success": true, "result": {"count": 2, "results": [{"resources": [` + strings.Join([]string{
		resource("1", "https://data.example.org/r/1/petitions-2024.csv", "Петиції 2024", "CSV", "2024-12-01"),
		resource("2", "https://data.example.org/r/2/petitions-2025.csv", "Петиції 2025", ".csv", "2025-12-01"),
		resource("3", "https://data.example.org/r/3/petitions.pdf", "Петиції", "PDF", "2026-01-01"),
		resource("4", "https://data.example.org/r/4/other.csv", "Інше", "csv", "2026-01-01"),
	}, ",") + `]}]}}`
	files := map[string]string{"many/SHA256SUMS": answer, "many/r/1/petitions-2024.csv": "id,n\n1,10\n2,20\n", "many/r/2/petitions-2025.csv": "id,n\n1,11\n"}
	s := listedSource()
	s.Files[0].Member = "(?i)петиції"
	got, err := Read(context.Background(), s, nil, served(files), nil)
	if err != nil {
		t.Fatal(err)
	}
	if text := fmt.Sprint(got.Rows); text != "[[1 11 r/2/petitions-2025.csv] [2 20 r/1/petitions-2024.csv]]" {
		t.Errorf("rows %s", text)
	}
}

// TestParquetIsReadAsCSV: what cannot be a Parquet file is refused, another is read cell by cell.
func TestParquetIsReadAsCSV(t *testing.T) {
	dir := t.TempDir()
	st := &store.Store{}
	defer st.Close()
	name := filepath.Join(dir, "log.parquet")
	if err := st.Exec(context.Background(), "copy (select 'a' as id, 5 as n union all select 'b,c', null) to '"+name+"' (format parquet)"); err != nil {
		t.Fatal(err)
	}
	body, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{"many/log.parquet": string(body), "many/bad.parquet": "PAR1 and nothing more"}
	files["many/SHA256SUMS"] = sums(files, "log.parquet", "bad.parquet")
	got, err := Read(context.Background(), listedSource(), nil, served(files), nil)
	if err != nil {
		t.Fatal(err)
	}
	if text := fmt.Sprint(got.Rows); text != "[[a 5 log.parquet] [b,c  log.parquet]]" && text != "[[b,c  log.parquet] [a 5 log.parquet]]" {
		t.Errorf("rows %s", text)
	}
	if len(got.Bad) != 1 || !strings.Contains(got.Bad[0].Reason, "no Parquet") {
		t.Errorf("quarantine %v", got.Bad)
	}
}
