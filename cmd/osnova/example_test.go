package main

import (
	"os"
	"regexp"
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
