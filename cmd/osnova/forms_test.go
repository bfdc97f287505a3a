// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"osnova/catalog"
	"osnova/reports"
)

// TestFormsExample: a round as docs/instruments/forms.md shows it, from the blank to the archive: what the page says comes of its commands.
func TestFormsExample(t *testing.T) {
	text := file(t, "../../docs/instruments/forms.md")
	t.Chdir(t.TempDir())
	run := func(command string, want int) string {
		t.Helper()
		var out, log bytes.Buffer
		if code := runProgram(context.Background(), strings.Fields(command), strings.NewReader(""), &out, &log); code != want {
			t.Fatalf("osnova %s ended with %d: %s%s", command, code, &out, &log)
		}
		return out.String()
	}
	commands := regexp.MustCompile("(?s)```sh\nosnova (.*?)\n```").FindAllStringSubmatch(text, -1)
	said := regexp.MustCompile("(?s)```text\n(.*?)```").FindStringSubmatch(text)
	typed := regexp.MustCompile(`(?m)^\| (\S+ ?\S*)!([A-Z]+\d+) \| (.*?) \|$`).FindAllStringSubmatch(text, -1)
	if len(commands) != 4 || said == nil || len(typed) != 6 {
		t.Fatalf("the page has %d commands, %d cells", len(commands), len(typed))
	}
	run(commands[0][1], exitFine)
	book, err := excelize.OpenFile(filepath.Join("blanks", "community-UA05020030000031457.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	for _, m := range typed {
		if err := book.SetCellValue(m[1], m[2], m[3]); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir("mail", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := book.SaveAs(filepath.Join("mail", "анкета.xlsx")); err != nil {
		t.Fatal(err)
	}
	if got := run(commands[1][1], exitFindings); got != said[1] {
		t.Errorf("the check says\n%sthe page\n%s", got, said[1])
	}
	run(commands[2][1], exitFindings)
	table := file(t, filepath.Join("mirror", "told", "table.csv"))
	header, row, _ := strings.Cut(strings.TrimSpace(table), "\n")
	for _, column := range strings.Split(header, ",") {
		if !strings.Contains(text, "`"+column+"`") {
			t.Errorf("the page says nothing of the column %s", column)
		}
	}
	if !strings.HasPrefix(row, "анкета.xlsx,,taken_in_part,3,community,2,UA05020030000031457,") {
		t.Errorf("the table says %s", row)
	}
	if _, err := os.Stat(filepath.Join("mirror", "forms", "forms.zip")); err != nil {
		t.Error(err)
	}
	if commands[3][1] != "build --mirror mirror" {
		t.Errorf("the page ends with %q", commands[3][1])
	}
}

// TestOfferedBlanks: the site offers the blanks for anybody; another round makes them anew, and without the codifier the community is typed.
func TestOfferedBlanks(t *testing.T) {
	a := &program{}
	fsys, cat, err := a.load()
	if err != nil {
		t.Fatal(err)
	}
	offer := func(cat *catalog.Catalog) (reports.OfferedFiles, map[string][]byte) {
		t.Helper()
		o, err := offeredBlanks(fsys, cat)
		if err != nil {
			t.Fatal(err)
		}
		files, err := o.Make(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if made := slices.Sorted(maps.Keys(files)); !slices.Equal(made, o.Files) || len(made) != 8 || made[0] != "forms/body-table.ods" {
			t.Errorf("made are %q, promised %q", made, o.Files)
		}
		return o, files
	}
	o, files := offer(cat)
	page := file(t, "../../reports/pages/forms/page.tmpl")
	for _, name := range o.Files {
		if !strings.Contains(page, `(offered "`+name+`")`) {
			t.Errorf("the page does not offer %s", name)
		}
	}
	if !slices.Contains(o.Takes, "raw.katottg") {
		t.Errorf("a change of the codifier makes no blank anew: %q", o.Takes)
	}
	round := *cat
	round.Project.Collection.Until = "2027-02-15"
	if other, made := offer(&round); other.Own == o.Own || bytes.Equal(made["forms/community.xlsx"], files["forms/community.xlsx"]) {
		t.Error("another day of the round is the same blank")
	}
	bare := *cat
	bare.Sources = slices.DeleteFunc(slices.Clone(cat.Sources), func(s catalog.Source) bool { return s.Name == "katottg" })
	if other, made := offer(&bare); other.Takes != nil || len(made["forms/community.xlsx"]) >= len(files["forms/community.xlsx"]) {
		t.Errorf("without the codifier the blank takes %q and is no smaller", other.Takes)
	}
}
