// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"osnova/catalog"
)

func sourceNamed(t *testing.T, name string) catalog.Source {
	t.Helper()
	for _, s := range declarations(t).Sources {
		if s.Name == name {
			s.Tolerance, s.MinRows = 1, 0
			return s
		}
	}
	t.Fatalf("source %s is not declared", name)
	return catalog.Source{}
}

// read parses a declared source from a mirror of the files given, by their paths.
func readMirror(t *testing.T, name string, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for path, body := range files {
		full := filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s := sourceNamed(t, name)
	facts, err := Read(context.Background(), s, nil, folder(dir), stagePlaces(t))
	if err != nil {
		t.Fatal(err)
	}
	text, err := golden(s, facts)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// packages are two pages of a search, hand-made in the form of CKAN's answers; nothing in them is real.
var packages = map[string]string{
	"data-gov-ua/api/3/action/package_search?rows=1000": `{"help": "", "success": true, "result": {"count": 4, "results": [
 {"id": "AAAAAAAA-0000-4000-8000-000000000001", "name": "tariffs", "title": "Тарифи  на воду", "state": "active", "license_id": "cc-by", "num_resources": "2", "update_frequency": "Once a year",
  "metadata_created": "2021-02-03T04:05:06.789012", "metadata_modified": "2025-02-03T04:05:06.789012", "maintainer": "(особа)", "maintainer_email": "(адреса)",
  "organization": {"title": "Перша міська рада", "edrpou": "4000001"}, "koatuu": 510100000,
  "resources": [{"id": "aaaaaaaa-0000-4000-8000-00000000000a", "format": "\"ХLSХ\"", "size": "1200", "url": "http://data.gov.ua./a", "created": "2021-02-03T04:05:06", "last_modified": null, "state": "active"},
   {"id": "aaaaaaaa-0000-4000-8000-00000000000b", "format": ".csv", "size": 1300, "url": "https://data.gov.ua/b", "created": "2024-02-03T04:05:06", "last_modified": "2025-01-01T00:00:00", "resource_revisions": [{"resource_created": "2025-01-02T00:00:00"}, {}]},
   {"id": "aaaaaaaa-0000-4000-8000-00000000000c", "state": "deleted"}]},
 {"id": "aaaaaaaa-0000-4000-8000-000000000002", "title": "Рішення", "update_frequency": "За потреби", "organization": {"title": "Виконавчий комітет Другої сільської ради"},
  "extras": [{"key": "katottg", "value": "UA05020030000031457"}, {"key": "edrpou", "value": "немає"}], "resources": []}]}}`,
	"data-gov-ua/api/3/action/package_search?rows=1000&start=1000": `{"success": true, "result": {"count": 4, "results": [
 {"id": "aaaaaaaa-0000-4000-8000-000000000003", "title": "Реєстр", "organization": {"title": "Державна служба"}, "resources": [{"id": "aaaaaaaa-0000-4000-8000-00000000000d"}]},
 {"id": "не код", "title": "Щось", "organization": {"title": "Третя рада"}, "resources": [{"id": "коротке"}]}]}}`,
}

// TestCatalogueOfOpenData: publishers' codes are found wherever they stand, sizes are numbers or texts, frequencies in two languages are one code,
// and neither names nor addresses of people are kept.
func TestCatalogueOfOpenData(t *testing.T) {
	got := readMirror(t, "open_dataset", packages)
	want := `dataset_id,slug,title_uk,publisher_uk,edrpou,koatuu,katottg,named_id,match_reason,frequency,created,modified,licence,resources
aaaaaaaa-0000-4000-8000-000000000001,tariffs,Тарифи на воду,Перша міська рада,04000001,0510100000,,,unknown_name,annual,2021-02-03,2025-02-03,cc-by,2
aaaaaaaa-0000-4000-8000-000000000002,,Рішення,Виконавчий комітет Другої сільської ради,,,UA05020030000031457,,unknown_name,,,,,
`
	if d := cmp.Diff(want, got[:strings.Index(got, "#")]); d != "" {
		t.Error(d)
	}
	for _, w := range []string{"skipped: not_council=1", `dataset_id "не код" does not match`, `frequency "За потреби" is none of`, `edrpou "немає" does not match`} {
		if !strings.Contains(got, w) {
			t.Errorf("the account lacks %s:\n%s", w, got)
		}
	}
	if strings.Contains(got, "особа") || strings.Contains(got, "адреса") {
		t.Error("something of a person was kept")
	}
	got = readMirror(t, "open_resource", packages)
	want = `resource_id,dataset_id,name_uk,format,mimetype,url,size_bytes,created,modified,revised,revisions
aaaaaaaa-0000-4000-8000-00000000000a,aaaaaaaa-0000-4000-8000-000000000001,,"""ХLSХ""",,http://data.gov.ua./a,1200,2021-02-03,,,
aaaaaaaa-0000-4000-8000-00000000000b,aaaaaaaa-0000-4000-8000-000000000001,,.csv,,https://data.gov.ua/b,1300,2024-02-03,2025-01-01,2025-01-02,2
`
	if d := cmp.Diff(want, got[:strings.Index(got, "#")]); d != "" {
		t.Error(d)
	}
	for _, w := range []string{"skipped: deleted=1; each_empty=1", "skipped: not_council=1", `resource_id "коротке" does not match`} {
		if !strings.Contains(got, w) {
			t.Errorf("the account lacks %s:\n%s", w, got)
		}
	}
}

// TestRealPassport reads a page of the old portal as it was saved; who answers for the data set is not kept.
func TestRealPassport(t *testing.T) {
	body, err := os.ReadFile(filepath.Join(mirror, "scrape-html", "data-gov-ua-dataset-2017.html"))
	if err != nil {
		t.Skip("the real files are not in ../shared/data beside the project")
	}
	if sum := fmt.Sprintf("%x", sha256.Sum256(body)); sourceNamed(t, "open_data_passport").Met.Sum != sum[:12] {
		t.Errorf("the page has the checksum %s, met says %q", sum, sourceNamed(t, "open_data_passport").Met)
	}
	got := readMirror(t, "open_data_passport", map[string]string{
		"old-data-gov-ua/passport/index.html":                           `<html><body><a href="/passport/e33cdb18-b54e-4ec7-9f0d-a2afe7bbd28b">Набір</a></body></html>`,
		"old-data-gov-ua/passport/e33cdb18-b54e-4ec7-9f0d-a2afe7bbd28b": string(body),
	})
	want := `dataset_id,publisher_uk,formats,frequency,published,modified
e33cdb18-b54e-4ec7-9f0d-a2afe7bbd28b,Вінницький міський клінічний пологовий будинок №1,docx,continuous,2017-06-05,2017-06-05
`
	if !strings.HasPrefix(got, want) {
		t.Error(got)
	}
	if strings.Contains(got, "@") {
		t.Error("an address was kept")
	}
}

// TestRealPackages: packages as the portal gives them, without any code of the publisher: each code of frequency that clients have seen is known,
// dirt included, and the community is that of the publisher's name, or none where there are two of the name. Contents are invented.
func TestRealPackages(t *testing.T) {
	codes := []struct{ says, want, publisher, community string }{
		{"more than once a day", "multi_daily", "Вінницька міська рада", "UA05020030000031457"},
		{"once a day", "daily", "Виконавчий комітет Дубровицької міської ради", "UA56080070000040721"},
		{"once a week", "weekly", "Департамент цифрової трансформації Житомирської міської ради", "UA18040190000029215"},
		{"once a month", "monthly", "Покровська міська рада", ""},
		{"once a quarter", "quarterly", "Покровська міська рада Донецької області", "UA14160210000011148"},
		{"once a half year", "halfyear", "Вінницька обласна рада", ""},
		{"once a year", "annual", "Вінницька районна рада Вінницької області", ""},
		{"immediately after making changes", "continuous", "ВІННИЦЬКА МІСЬКА РАДА", "UA05020030000031457"},
		{"immediately after making changes”", "continuous", "Вінницька міська рада", "UA05020030000031457"},
		{"no longer updated", "none", "Вінницька міська рада", "UA05020030000031457"},
		{"unscheduled", "unscheduled", "Вінницька міська рада", "UA05020030000031457"},
	}
	var results []string
	for i, c := range codes {
		results = append(results, fmt.Sprintf(`{"id": "cccccccc-0000-4000-8000-%012[1]d", "name": "cccccccc-0000-4000-8000-%012[1]d", "title": "Набір %[1]d", "notes": "", "state": "active", "type": "dataset",
 "license_id": "cc-by", "language": "ukrainian", "tag_string": "проба", "is_datapackage": true, "purpose_of_collecting_information": "(мета)", "update_frequency": %[2]q, "num_resources": 1,
 "metadata_created": "2024-02-03T04:05:06.789012", "metadata_modified": "2025-02-03T04:05:06.789012", "maintainer": "(особа)", "maintainer_email": "(адреса)", "qa": {"openness_score": 3},
 "organization": {"id": "dddddddd-0000-4000-8000-%012[1]d", "name": "rada", "title": %[3]q, "description": "", "created": "2020-01-01T00:00:00.000000", "state": "active", "type": "organization"},
 "resources": [{"id": "eeeeeeee-0000-4000-8000-%012[1]d", "format": "CSV", "state": "active", "created": "2024-02-03T04:05:06", "last_modified": null, "file_hash_sum": "00"}]}`, i, c.says, c.publisher))
	}
	got := readMirror(t, "open_dataset", map[string]string{
		"data-gov-ua/api/3/action/package_search?rows=1000": fmt.Sprintf(`{"help": "", "success": true, "result": {"count": %d, "results": [%s]}}`, len(codes), strings.Join(results, ",")),
	})
	table, account, _ := strings.Cut(got, "#")
	rows, err := csv.NewReader(strings.NewReader(table)).ReadAll()
	if err != nil || len(rows) != 1+len(codes) {
		t.Fatalf("%d rows, %v\n%s", len(rows), err, got)
	}
	at := func(name string) int { return slices.Index(rows[0], name) }
	for i, c := range codes {
		if r := rows[1+i]; r[at("frequency")] != c.want || r[at("named_id")] != c.community {
			t.Errorf("%q of %q: %q of %q (%s), want %q of %q", c.says, c.publisher, r[at("frequency")], r[at("named_id")], r[at("match_reason")], c.want, c.community)
		}
	}
	if strings.Contains(account, "is none of") {
		t.Error(account)
	}
}
