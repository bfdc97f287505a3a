// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"strings"
	"testing"

	"osnova/catalog"
)

// TestAccount: a parser that loses records is refused, and one that makes them too, whatever it does with the others.
func TestAccount(t *testing.T) {
	source := catalog.Source{Name: "towns", Key: []string{"name"}, Columns: []catalog.SourceColumn{
		{Column: catalog.Column{Name: "name", Type: catalog.TypeText, Required: true}}, {Column: catalog.Column{Name: "residents", Type: catalog.TypeInteger}},
	}}
	row := func(t *Tally, name, residents string) { t.Row(1, []string{name, residents}) }
	for name, c := range map[string]struct {
		parse Parser
		fault string
	}{
		"whole": {func(_ Input, out *Sheet) error {
			f := out.File("a.csv")
			f.In = 5
			row(f, "Один", "1")
			row(f, "Два", "no number")
			row(f, "Один", "3") // the key is taken
			f.Skip("heading")
			f.Used()
			return nil
		}, ""},
		"loses one": {func(_ Input, out *Sheet) error {
			f := out.File("a.csv")
			f.In = 3
			row(f, "Один", "1")
			row(f, "Два", "2")
			return nil
		}, "3 records in, 2 accounted for"},
		"loses all but one": {func(_ Input, out *Sheet) error {
			f := out.File("a.csv")
			f.In = 1000
			row(f, "Один", "1")
			return nil
		}, "1000 records in, 1 accounted for"},
		"makes one": {func(_ Input, out *Sheet) error {
			f := out.File("a.csv")
			f.In = 1
			row(f, "Один", "1")
			row(f, "Два", "2")
			return nil
		}, "1 records in, 2 accounted for"},
		"loses in one file what it makes in another": {func(_ Input, out *Sheet) error {
			a, b := out.File("a.csv"), out.File("b.csv")
			a.In, b.In = 2, 1
			row(a, "Один", "1")
			row(b, "Два", "2")
			row(b, "Три", "3")
			return nil
		}, "a.csv: 2 records in, 1 accounted for"},
	} {
		t.Run(name, func(t *testing.T) {
			out, err := NewSheet(source)
			if err != nil {
				t.Fatal(err)
			}
			if err := c.parse(Input{Source: source}, out); err != nil {
				t.Fatal(err)
			}
			err = out.Finish()
			if c.fault == "" && err != nil || c.fault != "" && (err == nil || !strings.Contains(err.Error(), c.fault)) {
				t.Errorf("%v, should say %q", err, c.fault)
			}
		})
	}
}
