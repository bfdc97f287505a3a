// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"osnova/metrics/frame"
)

// TestSurveyExample: the example of docs/instruments/survey.md gives what the page says.
func TestSurveyExample(t *testing.T) {
	args, files := example(t, "survey.md", 3, 1)
	var log bytes.Buffer
	if code := runProgram(context.Background(), args, strings.NewReader(""), &log, &log); code != exitFine {
		t.Fatalf("exit %d: %s", code, &log)
	}
	f, err := os.Open(filepath.FromSlash(files[0].name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	table, err := frame.Read("overall.csv", f)
	if err != nil {
		t.Fatal(err)
	}
	want := files[0].body
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
