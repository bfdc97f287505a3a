// SPDX-License-Identifier: Apache-2.0

package sources_test

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// private are shapes that no embedded cell may have.
var private = map[string]*regexp.Regexp{
	"an e-mail":        regexp.MustCompile(`[\p{L}\d._%+-]+@[\p{L}\d-]+\.\p{L}{2,}`),
	"a phone":          regexp.MustCompile(`\+38\d|\(0\d{2,4}\)\s*\d|(?:^|\s)0\d{2}[\s-]\d{3}[\s-]?\d{2}[\s-]?\d{2}(?:\D|$)|тел\.`),
	"a street address": regexp.MustCompile(`(?i)(?:вул(?:\.|иц\p{L}+)|просп(?:\.|ект\p{L}*)|пров(?:\.|ул\p{L}+)|бульв(?:\.|ар\p{L}*)|шосе|узвіз|площ[аі])\s?\p{L}[^,;»"]{1,40},?\s\d`),
	"a person":         regexp.MustCompile(`\p{Lu}\p{L}+ \p{Lu}\.\s?\p{Lu}\.|\p{Lu}\.\s?\p{Lu}\.\s?\p{Lu}\p{Ll}+|\p{Lu}\p{L}+ \p{Lu}\p{L}+(?:[оеє]вич|йович|[ії]вна|[оеє]вна)(?:\P{L}|$)`),
}

// TestNothingPrivateIsEmbedded looks through every cell of facts, hand-made data and quarantine beside the sources.
func TestNothingPrivateIsEmbedded(t *testing.T) {
	var files []string
	for _, glob := range []string{"*/*.csv", "*/*.csv.gz"} {
		found, err := filepath.Glob(glob)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) < 30 {
		t.Fatalf("%d files only", len(files))
	}
	for _, file := range files {
		for n, record := range cells(t, file) {
			for _, cell := range record {
				if strings.HasPrefix(cell, "http") {
					continue
				}
				for what, shape := range private {
					if hit := shape.FindString(cell); hit != "" {
						t.Errorf("%s: record %d looks like %s: %q", file, n+1, what, hit)
					}
				}
			}
		}
	}
}

func TestPrivateShapes(t *testing.T) {
	for cell, what := range map[string]string{
		"пишіть на rada@example.org":          "an e-mail",
		"+380000000000":                       "a phone",
		"(00000) 00-000":                      "a phone",
		"ЦНАП (вул. Вигадана, 5)":             "a street address",
		"«Вулиця Вигадана, 3А»":               "a street address",
		"провулок Вигаданий 7":                "a street address",
		"староста Прізвище І. П.":             "a person",
		"Прізвище Вигаданович":                "a person",
		"с. Кліщівна":                         "",
		"Віддалене робоче місце у с.Церківна": "",
	} {
		got := ""
		for name, shape := range private {
			if shape.MatchString(cell) {
				got = name
			}
		}
		if got != what {
			t.Errorf("%q is taken for %q, want %q", cell, got, what)
		}
	}
}

func cells(t *testing.T, file string) [][]string {
	t.Helper()
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasSuffix(file, ".gz") {
		unpacked, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		if body, err = io.ReadAll(unpacked); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
	}
	r := csv.NewReader(bytes.NewReader(body))
	r.FieldsPerRecord = -1
	records, err := r.ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return records
}
