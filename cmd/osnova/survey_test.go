package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"osnova/metrics/frame"
)

// TestSurveyExample: the example of docs/instruments/survey.md gives what the page says.
func TestSurveyExample(t *testing.T) {
	page, err := os.ReadFile("../../docs/instruments/survey.md")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	blocks := regexp.MustCompile("(?s)`([a-z/]+\\.csv)`[^\n]*\n\n```csv\n(.*?)```").FindAllSubmatch(page, -1)
	command := regexp.MustCompile("(?s)```sh\nosnova (.*?)\n```").FindSubmatch(page)
	if len(blocks) != 4 || command == nil {
		t.Fatalf("the page has %d files, command %q", len(blocks), command)
	}
	for _, b := range blocks[:3] {
		if err := os.WriteFile(string(b[1]), b[2], 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var log bytes.Buffer
	if code := run(context.Background(), strings.Fields(string(command[1])), strings.NewReader(""), &log, &log); code != exitFine {
		t.Fatalf("exit %d: %s", code, &log)
	}
	f, err := os.Open(filepath.FromSlash(string(blocks[3][1])))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	table, err := frame.Read("overall.csv", f)
	if err != nil {
		t.Fatal(err)
	}
	want := string(blocks[3][2])
	names := strings.Split(strings.SplitN(want, "\n", 2)[0], ",")
	got := strings.Join(names, ",") + "\n"
	for row := range table.Len() {
		cells := make([]string, len(names))
		for i, n := range names {
			column, err := table.Text(n)
			if err != nil {
				t.Fatal(err)
			}
			cells[i] = column[row]
		}
		got += strings.Join(cells, ",") + "\n"
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}
