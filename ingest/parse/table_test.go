// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"osnova/catalog"
)

func tableSource() catalog.Source {
	return catalog.Source{
		Name: "t", Files: []catalog.File{{Name: "a", Mirror: "a.csv", Listed: "a.csv"}}, Format: catalog.Format{Kind: "table"},
		Key: []string{"uid"}, Columns: []catalog.SourceColumn{
			{Column: catalog.Column{Name: "uid", Type: catalog.TypeText, Required: true}},
			{Column: catalog.Column{Name: "code", Type: catalog.TypeText}, From: "authorityCattutc", Also: []string{"CATUTTC"}},
			{Column: catalog.Column{Name: "on", Type: catalog.TypeDate}, From: "startDate", Clean: "serial", OnBad: "cell"},
			{Column: catalog.Column{Name: "n", Type: catalog.TypeInteger}, From: "count", Optional: true},
			{Column: catalog.Column{Name: "legal", Type: catalog.TypeText, Pattern: `^\d{8}$`}, From: "authorityId", Clean: "edrpou", OnBad: "cell", Optional: true},
		},
	}
}

func tableRows(t *testing.T, body []byte) (*Sheet, error) {
	t.Helper()
	s := tableSource()
	out, err := NewSheet(s)
	if err != nil {
		t.Fatal(err)
	}
	records, err := tableRecords("a.csv", body, s.Format)
	if err != nil {
		return out, err
	}
	return out, ordinaryRecords(Input{Source: s}, s.Files[0], "a.csv", records, nil, out)
}

// TestTable: headers with invisible signs, in other letters and under another name; any separator, either encoding; dates as spreadsheets keep
// them; zeros that a code lost.
func TestTable(t *testing.T) {
	cyrillic, err := charmap.Windows1251.NewEncoder().String("uid;CATUTTC;startDate;count\nпетиція-1;UA1;30.06.2018;1 090\n")
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct{ body, want string }{
		"comma":         {"uid,authorityCattutc,startDate,count,authorityId\n1,UA1,43281,1090,1234567\n", "1|UA1|2018-06-30|1090|01234567"},
		"tab in name":   {"\ufeffuid\t;authority\u2028Cattutc;STARTDATE\n1;UA1;2018-06-30T10:45\n", "1|UA1|2018-06-30||"},
		"Cyrillic Т":    {"uid|CATUTTC|startDate\n1|UA1|2019-05-30Т10:45\n", "1|UA1|2019-05-30||"},
		"windows-1251":  {cyrillic, "петиція-1|UA1|2018-06-30|1090|"},
		"no such date":  {"uid,CATUTTC,startDate\n1,UA1,2019-07-20-01\n", "1|UA1|||"},
		"not so a date": {"uid,CATUTTC,startDate\n1,UA1,199\n", "1|UA1|||"},
		"eight digits":  {"uid\tCATUTTC\tstartDate\tauthorityId\n1\tUA1\t\t00012345\n", "1|UA1|||00012345"},
		"nine digits":   {"uid,CATUTTC,startDate,authorityId\n1,UA1,,123456789\n", "1|UA1|||"},
	} {
		out, err := tableRows(t, []byte(test.body))
		if err != nil || len(out.Rows) != 1 || strings.Join(out.Rows[0], "|") != test.want {
			t.Errorf("%s: %v %v, want %s", name, out.Rows, err, test.want)
		}
	}
	if _, err := tableRows(t, []byte("uid,startDate\n1,43281\n")); err == nil || !strings.Contains(err.Error(), "authoritycattutc") {
		t.Errorf("a column that must be there is not: %v", err)
	}
}

// TestSeparator: commas in titles do not make a comma the separator.
func TestSeparator(t *testing.T) {
	for text, want := range map[string]string{
		"a;b;c\n1;x, y;2\n3;x, y, z;4\n": ";", "a,b\n1,2\n": ",", "a\n1\n": ",", "a\tb\n1,5\t2\n1,7\t3\n": "\t", "a|b|c\n\"x|y\"|2|3\n": "|", "": ",",
	} {
		if got := separator([]byte(text)); got != want {
			t.Errorf("%q is parted by %q, not %q", text, got, want)
		}
	}
}

// FuzzTable: any bytes either are refused or give rows of one width under the contract.
func FuzzTable(f *testing.F) {
	f.Add([]byte("uid,authorityCattutc,startDate,count\n1,UA1,43281,1090\n"))
	f.Add([]byte("uid\t;CATUTTC;startDate\n\"1;UA1;x\n"))
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("\xff\xfe\x00"))
	f.Fuzz(func(t *testing.T, body []byte) {
		out, err := tableRows(t, body)
		if err != nil {
			return
		}
		if err := out.Finish(); err != nil && !strings.Contains(err.Error(), "no row was loaded") {
			t.Fatal(err)
		}
		for _, r := range out.Rows {
			if len(r) != 5 || r[2] != "" && len(r[2]) != 10 {
				t.Fatalf("row %q", r)
			}
		}
	})
}
