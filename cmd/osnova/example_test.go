// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// exampleFile is a file that a page of docs/instruments shows.
type exampleFile struct{ name, body string }

// example goes to an empty folder with the first files that a page shows, and gives the arguments of the command that it shows
// and the files that should come of it.
func example(t *testing.T, page string, inputs, outputs int) (args []string, want []exampleFile) {
	t.Helper()
	text, err := os.ReadFile("../../docs/instruments/" + page)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	blocks := regexp.MustCompile("(?s)`([a-z/]+\\.csv)`[^\n]*\n\n```csv\n(.*?)```").FindAllStringSubmatch(string(text), -1)
	command := regexp.MustCompile("(?s)```sh\nosnova (.*?)\n```").FindStringSubmatch(string(text))
	if len(blocks) != inputs+outputs || command == nil {
		t.Fatalf("%s has %d files, command %q", page, len(blocks), command)
	}
	for _, b := range blocks[:inputs] {
		if err := os.WriteFile(b[1], []byte(b[2]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, b := range blocks[inputs:] {
		want = append(want, exampleFile{b[1], b[2]})
	}
	return strings.Fields(command[1]), want
}

// TestInequalityExample: the rows that docs/instruments/inequality.md shows come of its command; low and high, which depend on the
// bootstrap that the page leaves out of them, are not compared.
func TestInequalityExample(t *testing.T) {
	args, want := example(t, "inequality.md", 1, 1)
	for i := len(args) - 1; i >= 0; i-- {
		if args[i] == "\\" {
			args = slices.Delete(args, i, i+1)
		}
	}
	var log bytes.Buffer
	if code := runProgram(context.Background(), args, strings.NewReader(""), &log, &log); code != exitFine {
		t.Fatalf("exit %d: %s", code, &log)
	}
	body, err := os.ReadFile(want[0].name)
	if err != nil {
		t.Fatal(err)
	}
	read := func(text string) (rows []string) {
		all, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range all {
			rows = append(rows, strings.Join(append(r[:5:5], r[7:]...), "|"))
		}
		return rows
	}
	made := read(string(body))
	shown := read(want[0].body)
	if len(shown) < 5 {
		t.Fatalf("the page shows %d rows", len(shown))
	}
	for _, row := range shown {
		if !slices.Contains(made, row) {
			t.Errorf("no row %s", row)
		}
	}
	for _, name := range []string{"clusters.csv", "curves.csv"} {
		if _, err := os.Stat(name); err != nil {
			t.Error(err)
		}
	}
}
