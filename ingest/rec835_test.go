// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"osnova/catalog"
	"osnova/ingest/fetch"
	"osnova/ingest/parsers"
)

// TestExamplesOfResolution835 reads the sample rows that come with the recommended structures: dates of spreadsheets, a date with a number
// behind it, a code that is not that of the named city, a code of a legal person that lost its zero.
func TestExamplesOfResolution835(t *testing.T) {
	root := filepath.Join("..", "..", "shared", "data", "rec-835", "examples")
	if _, err := os.Stat(root); err != nil {
		t.Skip("the examples do not lie beside the project in ../shared/data")
	}
	all := map[string]catalog.Source{}
	for _, s := range declarations(t).Sources {
		all[s.Name] = s
	}
	for name, test := range map[string]struct {
		file string
		rows int
		want []string // parts of the rows, one a row
		bad  []string
	}{
		"rec835_petition": {"34-petitions.csv", 3, []string{
			"2018-06-30-07,ЖКГ,15482659,UA32060110010087428,UA61040490000035010,community,2018-06-30,1090,,answered,2018-07-06",
			",01234567,UA18080050040072539,UA18040190000029215,community,2019-05-20,2540,,answered,2019-08-15", ",21004785,UA05040030060057649,UA65100150000057191,community,2020-10-15,5070,,under_review,",
		}, nil},
		"rec835_project":  {"35-projects.csv", 3, []string{",1090,review,2018-08-30,20600,100000", ",250,review,,18000000,1000000", ",5070,done,2020-11-15,75000,50000"}, []string{"2019-07-20-01"}},
		"rec835_service":  {"38-services.csv", 3, []string{"10006,2018-06-20,КУБГ502,", "11079,2020-10-15,КУБГ300,", "12890,2021-08-01,КУБГ560,"}, nil},
		"rec835_appeal":   {"33-appeals.csv", 3, []string{"12,2015-09-20,", "15,2014-05-30,", "2,2020-05-15,"}, nil},
		"rec835_building": {"32-buildings.csv", 3, []string{"12,2015-09-20,42315678,UA18080050040072539,", "15,2014-05-30,01234567,UA32060110010087428,UA65100010000048953,", "2,2020-05-15,20135475,UA05040030060057649,"}, nil},
		"rec835_norm":     {"32-norms.csv", 3, []string{",15,ДБН В.2.2-40:2018,37320,false", ",215,ДБН В.2.2-15:2019,36557,true", ",5,ДБН В.2.2-40:2018,37379,false"}, nil},
	} {
		body, err := os.ReadFile(filepath.Join(root, test.file))
		if err != nil {
			t.Error(err)
			continue
		}
		list := fmt.Sprintf("%x  %s\n", sha256.Sum256(body), test.file)
		s := all[name]
		got, err := Read(context.Background(), s, parsers.Parsers[name], func(_ context.Context, _ catalog.Source, f catalog.File) (fetch.Content, error) {
			switch path.Base(f.Mirror) {
			case "SHA256SUMS":
				return fetch.InMemory([]byte(list)), nil
			case test.file:
				return fetch.InMemory(body), nil
			}
			return fetch.Content{}, fs.ErrNotExist
		}, stagePlaces(t))
		if err != nil || len(got.Rows) != test.rows {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for i, want := range test.want {
			if row := strings.Join(got.Rows[i], ","); !strings.Contains(row, want) {
				t.Errorf("%s: row %d is %s, want %s in it", name, i, row, want)
			}
		}
		if len(got.Bad) != len(test.bad) {
			t.Errorf("%s: quarantine %v, want %v", name, got.Bad, test.bad)
		}
		for i := range min(len(got.Bad), len(test.bad)) {
			if got.Bad[i].Value != test.bad[i] {
				t.Errorf("%s: quarantine %v, want %s", name, got.Bad[i], test.bad[i])
			}
		}
	}
}
