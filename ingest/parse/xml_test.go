// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"osnova/catalog"
)

// TestOrdinaryXML: a source whose records are XML needs no code: columns are paths, skip rules look at them, faults send the record to the quarantine.
func TestOrdinaryXML(t *testing.T) {
	s := catalog.Source{
		Name: "libraries", Tolerance: 1,
		Files:  []catalog.File{{Name: "data", Mirror: "x/libraries.xml", Edition: "2024"}},
		Format: catalog.Format{Kind: "xml", Records: []string{"ROW"}},
		Skip:   []catalog.SkipRule{{Rule: "closed", Column: "STATE", Matches: "^closed$"}},
		Key:    []string{"id"}, Columns: []catalog.SourceColumn{
			{Column: catalog.Column{Name: "id", Type: catalog.TypeText, Required: true}, From: "@id"},
			{Column: catalog.Column{Name: "books", Type: catalog.TypeInteger}, From: "STOCK/BOOKS"},
			{Column: catalog.Column{Name: "edition", Type: catalog.TypeText}, From: "$edition"},
			{Column: catalog.Column{Name: "line", Type: catalog.TypeInteger}, From: "$line"},
		},
	}
	const body = `<D><ROW id="b"><STOCK><BOOKS>1 200</BOOKS></STOCK></ROW><ROW id="c"><STATE>closed</STATE></ROW><ROW id="a"/><ROW><STOCK><BOOKS>1</BOOKS></STOCK></ROW>` +
		`<ROW id="d"><STOCK><BOOKS>&one;</BOOKS></STOCK></ROW><ROW id="e" id="f"/></D>`
	out, err := NewSheet(s)
	if err != nil {
		t.Fatal(err)
	}
	in := Input{Source: s, Open: func(catalog.File) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(body)), nil }}
	if err := Ordinary(in, out); err != nil {
		t.Fatal(err)
	}
	if err := out.Finish(); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([][]string{{"a", "", "2024", "3"}, {"b", "1200", "2024", "1"}}, out.Rows); d != "" {
		t.Error(d)
	}
	var bad []string
	for _, b := range out.SortedBad() {
		bad = append(bad, b.Column+": "+b.Reason)
	}
	if d := cmp.Diff([]string{"id: is empty", ": STOCK/BOOKS: byte 176: an & opens no reference that XML knows", ": byte 215: field @id stands more than once"}, bad); d != "" {
		t.Error(d)
	}
}
