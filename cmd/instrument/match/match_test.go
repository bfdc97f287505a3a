// SPDX-License-Identifier: Apache-2.0

package match

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"osnova/cmd/instrument"
	"osnova/ingest/gazetteer"
)

// places are invented: an oblast with a raion of two communities.
func places(context.Context) (*gazetteer.Gazetteer, error) {
	return gazetteer.NewGazetteer([]gazetteer.Unit{
		{Code: "UA98000000000000001", Category: "O", Name: "Вигадана", Oblast: "UA98000000000000001"},
		{Code: "UA98010000000000002", Category: "P", Name: "Вигаданий", Oblast: "UA98000000000000001", Parent: "UA98000000000000001"},
		{
			Code: "UA98010010000000003", Category: "H", Name: "Тихолуцька", Type: "silska", Oblast: "UA98000000000000001", Raion: "UA98010000000000002",
			Community: "UA98010010000000003", Parent: "UA98010000000000002",
		},
		{
			Code: "UA98010010010000004", Category: "C", Name: "Тихолуки", Oblast: "UA98000000000000001", Raion: "UA98010000000000002",
			Community: "UA98010010000000003", Parent: "UA98010010000000003",
		},
	}, nil, nil), nil
}

// runMatch matches a table that comes by stdin and gives what is on stdout and what was found.
func runMatch(table string, change func(*Options)) (stdout, found string, err error) {
	var out, log bytes.Buffer
	o := Options{Data: "-", Texts: []string{"place"}, Out: "-", Places: places}
	change(&o)
	d := instrument.NewSession(strings.NewReader(table), &out, &log)
	err = Run(context.Background(), d, o)
	var lines []string
	for _, f := range d.Findings {
		lines = append(lines, f.String())
	}
	return out.String(), strings.Join(lines, "\n"), err
}

// TestMatchOfOtherForms: a table as a spreadsheet of the country saves it is read like any other.
func TestMatchOfOtherForms(t *testing.T) {
	out, found, err := runMatch("\ufeffid;place;note;note\r\n1;\"с. Тихолуки\";a;b\r\n2;ТГ \"Тихолуцька\";;\r\n;;;\r\n", func(*Options) {})
	if err != nil || found != "" {
		t.Fatal(err, found)
	}
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if len(lines) != 3 || lines[0] != "id,place,note,note,"+strings.Join(addedColumns, ",") || !strings.HasPrefix(lines[1], "1,с. Тихолуки,a,b,UA98010010010000004,") || !strings.Contains(lines[2], ",UA98010010000000003,") {
		t.Error(out)
	}
}

// TestMatch: rows and their order stay, each with the unit that its text means or why none.
func TestMatch(t *testing.T) {
	out, found, err := runMatch("id,place\n1,с. Тихолуки\n2,Тихолуцька громада\n3,Нетутешнє\n4,\n", func(*Options) {})
	if err != nil || found != "" {
		t.Fatal(err, found)
	}
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if len(lines) != 5 || lines[0] != "id,place,"+strings.Join(addedColumns, ",") {
		t.Fatal(out)
	}
	for i, want := range []string{"1,с. Тихолуки,UA98010010010000004,", "2,Тихолуцька громада,UA98010010000000003,", "3,Нетутешнє,,", "4,,,"} {
		if !strings.HasPrefix(lines[i+1], want) {
			t.Errorf("row %d is %s, want %s…", i+1, lines[i+1], want)
		}
	}
}

// TestMistakes: what the options alone show to be wrong is a mistake that names the flag, and the names of places are not asked for.
func TestMistakes(t *testing.T) {
	dir := t.TempDir()
	for want, change := range map[string]func(*Options){
		"--text is missing":         func(o *Options) { o.Texts = nil },
		"--only \"street\"":         func(o *Options) { o.Only = "street" },
		"--out is empty":            func(o *Options) { o.Out = "" },
		"is a folder: name a file":  func(o *Options) { o.Out = dir },
		"--data is missing":         func(o *Options) { o.Data = "" },
		"--data: there is no file ": func(o *Options) { o.Data = filepath.Join(dir, "none.csv") },
	} {
		_, found, err := runMatch("place\nТихолуки\n", func(o *Options) {
			o.Places = func(context.Context) (*gazetteer.Gazetteer, error) { return nil, errors.New("asked for") }
			change(o)
		})
		if !errors.As(err, &instrument.UsageError{}) || !strings.Contains(err.Error(), want) || found != "" {
			t.Errorf("%s: %v %s", want, err, found)
		}
	}
}

// TestRefused: a table without the column, or with one that would be added, is refused with findings before the names are asked for.
func TestRefused(t *testing.T) {
	for table, want := range map[string]string{
		"plase\nx\n":             `did you mean "plase"?`,
		"place,match_score\nx,1": "the column match_score is there already",
		"place,place\nx,y\n":     "place",
	} {
		out, found, err := runMatch(table, func(o *Options) {
			o.Places = func(context.Context) (*gazetteer.Gazetteer, error) { return nil, errors.New("asked for") }
		})
		if !errors.Is(err, instrument.ErrRefused) || !strings.Contains(found, want) || out != "" {
			t.Errorf("%q: %v %s; out %q", table, err, found, out)
		}
	}
}
