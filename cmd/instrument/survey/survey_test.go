// SPDX-License-Identifier: Apache-2.0

package survey

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"osnova/cmd/instrument"
	"osnova/metrics/frame"
)

const items = "item,dimension,perception,expectation,importance\nq1,reliability,p1,e1,\nq2,reliability,p2,e2,\n"

// runSurvey measures answers that come by stdin and gives what was logged and what was found.
func runSurvey(t *testing.T, answers string, change func(*Options)) (o Options, logged, found string, err error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "items.csv")
	if err := os.WriteFile(file, []byte(items), 0o644); err != nil {
		t.Fatal(err)
	}
	o = Defaults()
	o.Responses, o.Items, o.Out, o.Settings.Replicates = "-", file, filepath.Join(t.TempDir(), "out"), 0
	change(&o)
	var log bytes.Buffer
	d := instrument.NewSession(strings.NewReader(answers), &log, &log)
	err = Run(context.Background(), d, o)
	var lines []string
	for _, f := range d.Findings {
		lines = append(lines, f.String())
	}
	return o, log.String(), strings.Join(lines, "\n"), err
}

// TestGap: perceptions of 6 and 5 against expectations of 7 and 7 are a SERVQUAL gap of −1.5, worked out by hand, of all who answered.
func TestGap(t *testing.T) {
	o, logged, found, err := runSurvey(t, "p1,p2,e1,e2\n6,6,7,7\n5,5,7,7\n6,5,7,7\n5,6,7,7\n", func(o *Options) { o.Settings.NoSuppress = true })
	if err != nil || found != "" {
		t.Fatal(err, found)
	}
	if !strings.Contains(logged, "respondents=4 used=4") {
		t.Error(logged)
	}
	f, err := os.Open(filepath.Join(o.Out, "dimensions.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	table, err := frame.Read("dimensions.csv", f)
	if err != nil {
		t.Fatal(err)
	}
	names, err := table.Text("dimension")
	gaps, more := table.Numbers("gap")
	if err := errors.Join(err, more); err != nil || len(names) != 1 || names[0] != "reliability" || gaps[0] != -1.5 {
		t.Errorf("%v %v %v", names, gaps, err)
	}
}

// TestMistakes: what the options alone show to be wrong is a mistake that names the flag, before anything is read or written.
func TestMistakes(t *testing.T) {
	for want, change := range map[string]func(*Options){
		"--out is empty":                 func(o *Options) { o.Out = "" },
		"--out -: the results":           func(o *Options) { o.Out = "-" },
		"--level town":                   func(o *Options) { o.Settings.Level = "town" },
		"--unit-level town":              func(o *Options) { o.Settings.UnitLevel = "town" },
		"--compare all":                  func(o *Options) { o.Settings.Compare = "all" },
		"--compare needs units":          func(o *Options) { o.Settings.Compare = "rest" },
		"--compare needs the bootstrap":  func(o *Options) { o.Settings.Compare, o.Fields.Unit = "rest", "p1" },
		"--bootstrap 1":                  func(o *Options) { o.Settings.Replicates = 1 },
		"--cap 0.5":                      func(o *Options) { o.Settings.Cap = 0.5 },
		"cannot both be stdin":           func(o *Options) { o.Items = "-" },
		"--responses is missing":         func(o *Options) { o.Responses = "" },
		"--population: there is no file": func(o *Options) { o.Population = []string{"none.csv"} },
	} {
		o, _, found, err := runSurvey(t, "p1,p2,e1,e2\n6,6,7,7\n", change)
		if !errors.As(err, &instrument.UsageError{}) || !strings.Contains(err.Error(), want) || found != "" {
			t.Errorf("%s: %v %s", want, err, found)
		}
		if o.Out == "" || o.Out == "-" {
			continue
		}
		if _, err := os.Stat(o.Out); err == nil {
			t.Errorf("%s: a folder was made", want)
		}
	}
}

// TestRefused: answers without a column that the items name, and wrong weights of dimensions, are findings, and nothing is written.
func TestRefused(t *testing.T) {
	weights := filepath.Join(t.TempDir(), "weights.csv")
	if err := os.WriteFile(weights, []byte("dimension,weight\nreliability,-1\nreliabilty,2\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for want, c := range map[string]struct {
		answers string
		change  func(*Options)
	}{
		`stdin: no column "e2"`:         {"p1,p2,e1\n6,6,7\n", func(*Options) {}},
		"weights.csv:2: column weight":  {"p1,p2,e1,e2\n6,6,7,7\n", func(o *Options) { o.Weights = weights }},
		`did you mean "reliability"?`:   {"p1,p2,e1,e2\n6,6,7,7\n", func(o *Options) { o.Weights = weights }},
		`no column "town"`:              {"p1,p2,e1,e2\n6,6,7,7\n", func(o *Options) { o.Fields.Unit = "town" }},
		"stdin: there is no respondent": {"p1,p2,e1,e2\n", func(*Options) {}},
	} {
		o, _, found, err := runSurvey(t, c.answers, c.change)
		if !errors.Is(err, instrument.ErrRefused) || !strings.Contains(found, want) {
			t.Errorf("%s: %v %s", want, err, found)
		}
		if _, err := os.Stat(o.Out); err == nil {
			t.Errorf("%s: a folder was made", want)
		}
	}
}
