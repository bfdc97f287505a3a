// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io/fs"
	"strings"

	"osnova/catalog"
)

// words are the codes of the data and the nouns of the site in both languages, from words.csv (list, code, uk, en).
// A word of the list noun has its forms parted by |: one, few, many in Ukrainian; one, many in English.
type words struct {
	codes map[string]map[string]catalog.Text
	nouns map[string]map[tongue][]string
}

func readWords(files fs.FS) (*words, error) {
	body, err := fs.ReadFile(files, "words.csv")
	if err != nil {
		return nil, fmt.Errorf("read the word list: %w", err)
	}
	r := csv.NewReader(bytes.NewReader(body))
	r.FieldsPerRecord = 4
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read reports/words.csv: %w", err)
	}
	w := &words{codes: map[string]map[string]catalog.Text{}, nouns: map[string]map[tongue][]string{}}
	for n, row := range rows {
		list, code, uk, en := row[0], row[1], row[2], row[3]
		if n == 0 {
			continue
		}
		if uk == "" || en == "" {
			return nil, fmt.Errorf("read reports/words.csv: line %d: %s %s needs both uk and en", n+1, list, code)
		}
		if list == "noun" {
			w.nouns[code] = map[tongue][]string{"uk": strings.Split(uk, "|"), "en": strings.Split(en, "|")}
			continue
		}
		if w.codes[list] == nil {
			w.codes[list] = map[string]catalog.Text{}
		}
		w.codes[list][code] = catalog.Text{UK: uk, EN: en}
	}
	return w, nil
}
