// SPDX-License-Identifier: Apache-2.0

package datasets

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"osnova/catalog"
)

var hashes = regexp.MustCompile(`("bytes": |"hash": "sha256:|"sha256": |spdx:checksumValue |dcat:byteSize )[^,\n;]*`)

func withoutHashes(body []byte) string { return hashes.ReplaceAllString(string(body), "$1…") }

// shared finds the validators beside the repository, or skips the test.
func shared(t *testing.T, path string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
	}
	file := filepath.Join(dir, "..", "shared", "validators", path)
	if _, err := os.Stat(file); err != nil {
		t.Skipf("the profile %s is not beside the repository (../shared/validators)", path)
	}
	return file
}

// lookahead stands in for the profiles' patterns of paths, which Go's regular expressions cannot hold: no path climbs or starts at the root.
type lookahead string

func (l lookahead) String() string { return string(l) }

func (l lookahead) MatchString(s string) bool {
	if strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://") {
		return true
	}
	return s != "" && !strings.ContainsAny(s[:1], "./~") && !strings.Contains(s, "..")
}

// withParts is the fixture with a dataset that has parts.
func withParts() *catalog.Catalog {
	c := fixture()
	d := &c.Datasets[0]
	d.SQL, d.Columns[0].Pattern = "select * replace (lower(place_id) as place_id) from mart.place order by place_id", ""
	d.Parts = &catalog.Parts{By: "place_id", Folder: "places"}
	return c
}

func TestDataPackageProfiles(t *testing.T) {
	for _, profile := range []string{"datapackage-v2/datapackage.json", "datapackage-v1/datapackage.json"} {
		t.Run(profile, func(t *testing.T) {
			file := shared(t, profile)
			data, _ := build(t, withParts(), place)
			compiler := jsonschema.NewCompiler()
			compiler.UseRegexpEngine(func(pattern string) (jsonschema.Regexp, error) {
				if strings.Contains(pattern, "(?=") || strings.Contains(pattern, "(?!") {
					return lookahead(pattern), nil
				}
				return regexp.Compile(pattern)
			})
			schema, err := compiler.Compile(file)
			if err != nil {
				t.Fatal(err)
			}
			body, err := os.ReadFile(filepath.Join(data, "datapackage.json"))
			if err != nil {
				t.Fatal(err)
			}
			check := func(text string) error {
				v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
				if err != nil {
					t.Fatal(err)
				}
				return schema.Validate(v)
			}
			if err := check(string(body)); err != nil {
				t.Errorf("%v", err)
			}
			var invalid *jsonschema.ValidationError
			if err := check(strings.Replace(string(body), `"path": "place.csv"`, `"path": "/place.csv"`, 1)); !errors.As(err, &invalid) {
				t.Error("a path from the root passes, so the profile checks nothing")
			}
		})
	}
}

func TestSpan(t *testing.T) {
	for period, want := range map[string][2]string{
		"2024": {"2024-01-01", "2024-12-31"}, "2024-02": {"2024-02-01", "2024-02-29"}, "2025-Q4": {"2025-10-01", "2025-12-31"}, "2025-H2": {"2025-07-01", "2025-12-31"},
		"2025-05-16": {"2025-05-16", "2025-05-16"}, "2018/2024-Q1": {"2018-01-01", "2024-03-31"}, "../2025": {"", "2025-12-31"}, "": {"", ""}, "soon": {"", ""},
	} {
		if a, b := periodSpan(period); a != want[0] || b != want[1] {
			t.Errorf("span(%q) = %s, %s, want %v", period, a, b, want)
		}
	}
}

func TestVerifyFindsHarm(t *testing.T) {
	for name, one := range map[string]struct {
		file string
		harm func(string) string
		want string
	}{
		"a changed cell":     {"place.csv", func(s string) string { return strings.Replace(s, "Звичайна", "Незвичайна", 1) }, "its SHA-256 is"},
		"a repeated key":     {"place.csv", func(s string) string { return strings.Replace(s, "UA02", "UA01", 1) }, "the key is that of line 2"},
		"a bad code":         {"place.csv", func(s string) string { return strings.Replace(s, "UA02", "XX02", 1) }, "does not match"},
		"a word for a count": {"place.csv", func(s string) string { return strings.Replace(s, ",1,0.1", ",one,0.1", 1) }, "is no integer"},
		"below the minimum":  {"place.csv", func(s string) string { return strings.Replace(s, ",1,0.1", ",-11,0.1", 1) }, "is below -10"},
		"a word of no list": {"place.schema.json", func(s string) string {
			return strings.Replace(s, `"pattern": "^UA\\d\\d$"`, `"enum": ["UA01"]`, 1)
		}, "is none of"},
		"another header": {"place.csv", func(s string) string { return strings.Replace(s, "place_id", "id", 1) }, "the header is"},
		"a missing file": {"empty.parquet", nil, "the file is missing"},
		"a stranger":     {"extra.csv", func(string) string { return "x\n" }, "not in SHA256SUMS"},
		"another size":   {"datapackage.json", func(s string) string { return strings.Replace(s, `"bytes": `, `"bytes": 9`, 1) }, "datapackage.json says 9"},
	} {
		t.Run(name, func(t *testing.T) {
			data, _ := build(t, fixture(), place)
			if found, err := Verify(data); err != nil || len(found) > 0 {
				t.Fatalf("before any harm: %v %v", found, err)
			}
			path := filepath.Join(data, one.file)
			body, _ := os.ReadFile(path)
			if one.harm == nil {
				if err := os.Remove(path); err != nil {
					t.Fatal(err)
				}
			} else if err := os.WriteFile(path, []byte(one.harm(string(body))), 0o644); err != nil {
				t.Fatal(err)
			}
			found, err := Verify(data)
			if err != nil {
				t.Fatal(err)
			}
			if !contains(found, one.want) {
				t.Errorf("no finding has %q: %v", one.want, found)
			}
		})
	}
	if _, err := Verify(t.TempDir()); err == nil {
		t.Error("a folder without SHA256SUMS verifies")
	}
}

func contains(found catalog.Findings, part string) bool {
	for _, f := range found {
		if strings.Contains(f.String(), part) {
			return true
		}
	}
	return false
}
