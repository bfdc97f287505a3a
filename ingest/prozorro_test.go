// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"osnova/catalog"
)

// TestTendersInTwoSteps reads 5,479 real tenders of one oblast in the form in which the server gives them: a feed of buyers alone, then a document for each
// finished tender of a buyer whose name tells a community. No tender is lost between the two, one without an amount neither.
func TestTendersInTwoSteps(t *testing.T) {
	realFiles(t)
	f, err := os.Open(filepath.Join(mirror, "prozorro", "lviv-oblast-week-2026-10-tenders-stripped.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write := func(path string, v any) {
		t.Helper()
		body, err := json.Marshal(v)
		full := filepath.Join(dir, filepath.FromSlash(path))
		if err == nil {
			err = os.MkdirAll(filepath.Dir(full), 0o755)
		}
		if err == nil {
			err = os.WriteFile(full, body, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	source := sourceNamed(t, "prozorro_feed")
	source.Format.JSON.Until.Before = "2026-10-13" // the week of the file ends on the 12th
	var page []any
	it, without := 0, 0
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var tender map[string]any
		if err := json.Unmarshal(lines.Bytes(), &tender); err != nil {
			t.Fatal(err)
		}
		told := map[string]any{}
		for _, member := range []string{"id", "status", "dateCreated", "dateModified", "procuringEntity"} {
			told[member] = tender[member]
		}
		page = append(page, told)
		write("prozorro/api/2.5/tenders/"+tender["id"].(string), map[string]any{"data": tender})
		if tender["status"] == "complete" {
			if _, ok := tender["value"]; !ok {
				without++
			}
			if cpv := fmt.Sprint(tender["items"]); strings.Contains(cpv, "id:302") || strings.Contains(cpv, "id:48") || strings.Contains(cpv, "id:72") {
				it++
			}
		}
	}
	write(source.Files[0].Mirror, map[string]any{"data": page, "next_page": map[string]any{"offset": "2"}})
	write("prozorro/api/2.5/tenders?limit=1000&offset=2&opt_fields=dateCreated%2CprocuringEntity%2Cstatus", map[string]any{"data": []any{}, "next_page": map[string]any{"offset": "2"}})

	feed, err := Read(context.Background(), source, nil, folder(dir), stagePlaces(t))
	if err != nil {
		t.Fatal(err)
	}
	rows, at := feed.Rows, source.Column("community_id")
	placed := 0
	for _, r := range rows {
		if r[at] != "" {
			placed++
		}
	}
	tenders, err := spreadOver(declarations(t), sourceNamed(t, "prozorro_tender"), func(catalog.Source) ([][]string, error) { return rows, nil })
	if err != nil {
		t.Fatal(err)
	}
	if len(tenders.Files) != placed {
		t.Errorf("%d documents are asked for, %d tenders are placed", len(tenders.Files), placed)
	}
	got, err := Read(context.Background(), tenders, nil, folder(dir), nil)
	if err != nil {
		t.Fatal(err)
	}
	in, skipped := 0, 0
	for _, one := range got.Lock.Files {
		in, skipped = in+one.RowsIn, skipped+one.skipped()
	}
	t.Logf("%d in the feed, %d finished by councils and their offices, %d placed, %d of them for IT (of %d of all buyers); %d finished without an amount", len(page), len(rows), placed, len(got.Rows), it, without)
	if in != placed || in != len(got.Rows)+skipped || len(got.Bad) > 0 {
		t.Errorf("%d documents, %d loaded, %d skipped, %v", in, len(got.Rows), skipped, got.Bad)
	}
	if feed.Lock.Files[0].RowsIn != 5479 || placed < 1000 || len(got.Rows) < 80 {
		t.Errorf("%d in the feed, %d placed, %d loaded", feed.Lock.Files[0].RowsIn, placed, len(got.Rows))
	}
}
