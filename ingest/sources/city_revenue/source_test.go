// SPDX-License-Identifier: Apache-2.0

package city_revenue

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"osnova/catalog"
	"osnova/ingest/sources/sourcetest"
)

// kopiikas reads an amount with a comma or a point.
func kopiikas(t *testing.T, text string) int64 {
	t.Helper()
	v, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
	if err != nil {
		t.Fatal(err)
	}
	return int64(math.Round(100 * v))
}

// TestSumsAreThoseOfTheRows: each of 46 sums is that of the portal's own rows for December, both funds, without transfers, and no budget is left out.
func TestSumsAreThoseOfTheRows(t *testing.T) {
	s := sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.ReadBeside, sourcetest.Counts{In: 46, Loaded: 46, Rows: 46})
	packed, err := sourcetest.RealFiles(t)(catalog.File{Mirror: "openbudget/incomes-23-cities-2023-2024.tar.gz"})
	if err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	sums, codes := map[string]int64{}, map[string]int{}
	named := regexp.MustCompile(`budgetCode=(\d+)&.*year=(\d+)$`)
	for archive := tar.NewReader(z); ; {
		h, err := archive.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		of := named.FindStringSubmatch(h.Name)
		if of == nil || !strings.Contains(h.Name, "INCOMES") {
			continue
		}
		table := csv.NewReader(archive)
		table.Comma, table.LazyQuotes = ';', true
		records, err := table.ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", h.Name, err)
		}
		at := func(r []string, column string) string { return r[slices.Index(records[0], column)] }
		for _, r := range records[1:] {
			if at(r, "FUND_TYP") == "T" && strings.HasPrefix(at(r, "REP_PERIOD"), "12.") && !strings.HasPrefix(at(r, "COD_INCO"), "4") {
				sums[of[1]+" "+of[2]] += kopiikas(t, at(r, "FAKT_AMT"))
				codes[of[1]+" "+of[2]]++
			}
		}
	}
	column := s.Source.Column
	for _, r := range s.Rows {
		key := r[column("budget_code")] + " " + r[column("year")]
		if got := kopiikas(t, r[column("own_uah")]); got != sums[key] || r[column("codes")] != strconv.Itoa(codes[key]) {
			t.Errorf("%s: %d kopiikas by %s codes, the rows have %d by %d", key, got, r[column("codes")], sums[key], codes[key])
		}
		delete(sums, key)
	}
	if len(sums) > 0 {
		t.Errorf("left out: %v", sums)
	}
}
