// SPDX-License-Identifier: Apache-2.0

package obligatory_dataset

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"osnova/ingest/sources/sourcetest"
)

// TestData: the name of each topic, taken as a title, is put to that topic and to no other.
func TestData(t *testing.T) {
	s := sourcetest.Sheet(t, sourcetest.Source(t), nil, sourcetest.ReadBeside, sourcetest.Counts{In: 12, Loaded: 12, Rows: 12})
	at := s.Source.Column
	topic, name, words, not := at("topic"), at("name_uk"), at("words"), at("words_not")
	for _, titled := range s.Rows {
		title := strings.ToLower(titled[name])
		var found []string
		for _, r := range s.Rows {
			if regexp.MustCompile(r[words]).MatchString(title) && (r[not] == "" || !regexp.MustCompile(r[not]).MatchString(title)) {
				found = append(found, r[topic])
			}
		}
		if !slices.Equal(found, titled[topic:topic+1]) {
			t.Errorf("%s is put to %v, not to %s", titled[name], found, titled[topic])
		}
	}
}
