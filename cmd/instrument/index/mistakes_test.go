// SPDX-License-Identifier: Apache-2.0

package index

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"osnova/catalog"
	"osnova/cmd/instrument"
)

// TestMistakes: what the options alone show to be wrong is a mistake that names the flag, and no folder is made.
func TestMistakes(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "meta.csv", "iCode,Level,Parent,Type,Direction,Weight\na,1,I,Indicator,1,1\nI,2,,Aggregate,1,1\n")
	for want, change := range map[string]func(*Options){
		"--out is missing":           func(o *Options) { o.Out = "" },
		"--out -: index writes many": func(o *Options) { o.Out = "-" },
		"--meta is missing":          func(o *Options) { o.Meta = "" },
		"--data is missing":          func(o *Options) { o.Data = "" },
		"--data: there is no file":   func(o *Options) { o.Data = filepath.Join(dir, "none.csv") },
		"is a folder, name a file":   func(o *Options) { o.Data = dir },
	} {
		o := optionsIn(dir)
		change(&o)
		var said bytes.Buffer
		d := newDesk(&said)
		if err := Run(context.Background(), d, o); !errors.As(err, &instrument.UsageError{}) || !strings.Contains(err.Error(), want) || len(d.Findings) > 0 {
			t.Errorf("%s: %v %v", want, err, d.Findings)
		}
		if _, err := os.Stat(filepath.Join(dir, "out")); err == nil {
			t.Errorf("%s: a folder was made", want)
		}
	}
	for want, change := range map[string]func(*WeightsOptions){
		"wants one of --budget":       func(o *WeightsOptions) { o.Budget = "" },
		"wants one of --budget, --a":  func(o *WeightsOptions) { o.Ahp = "a.csv" },
		"--level 0":                   func(o *WeightsOptions) { o.Level = 0 },
		"--targets needs --parent":    func(o *WeightsOptions) { o.Budget, o.Targets = "", "t.csv" },
		"--out is empty":              func(o *WeightsOptions) { o.Out = "" },
		"--budget: there is no file ": func(*WeightsOptions) {},
	} {
		o := WeightsOptions{Budget: filepath.Join(dir, "none.csv"), Level: 1, Out: "-"}
		change(&o)
		var said bytes.Buffer
		if err := RunWeights(context.Background(), newDesk(&said), o); !errors.As(err, &instrument.UsageError{}) || !strings.Contains(err.Error(), want) || said.Len() > 0 {
			t.Errorf("%s: %v %s", want, err, said.String())
		}
	}
	for want, change := range map[string]func(*PublishedOptions){
		`did you mean "invented"?`:         func(o *PublishedOptions) { o.From = "invents" },
		"there are: invented":              func(o *PublishedOptions) { o.From = "something else" },
		"no database lies there":           func(*PublishedOptions) {},
		"--out is missing: name a folder ": func(o *PublishedOptions) { o.Out = "" },
	} {
		o := PublishedOptions{From: "invented", Build: dir, Catalog: &catalog.Catalog{Indices: []catalog.Index{{Name: "invented"}}}, Out: filepath.Join(dir, "out")}
		change(&o)
		var said bytes.Buffer
		if err := RunPublished(context.Background(), newDesk(&said), o); !errors.As(err, &instrument.UsageError{}) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

// TestWeights: budgets of two experts, 30 and 50 of 100 for the first of two indicators, give it 0.4, which comes to stdout or into a file.
func TestWeights(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "budget.csv", "expert,a,b\ne1,30,70\ne2,50,50\n")
	o := WeightsOptions{Budget: filepath.Join(dir, "budget.csv"), Level: 1, Out: "-"}
	var out, said bytes.Buffer
	d := instrument.NewSession(strings.NewReader(""), &out, &said)
	if err := RunWeights(context.Background(), d, o); err != nil || !strings.Contains(out.String(), "\na,1,0.4,") || !strings.Contains(out.String(), "\nb,1,0.6,") {
		t.Fatalf("%v: %s", err, out.String())
	}
	o.Out = filepath.Join(dir, "made", "weights.csv")
	if err := RunWeights(context.Background(), newDesk(&said), o); err != nil {
		t.Fatal(err)
	}
	if body, err := os.ReadFile(o.Out); err != nil || string(body) != out.String() {
		t.Errorf("the file holds %s, %v; stdout was given %s", body, err, out.String())
	}
}

// TestRefused: a spec and data that are wrong are findings with their places, and nothing is written.
func TestRefused(t *testing.T) {
	const meta = "iCode,Level,Parent,Type,Direction,Weight\na,1,I,Indicator,1,1\nb,1,I,Indicator,1,1\nI,2,,Aggregate,1,1\n"
	const data = "uCode,a,b\nx,1,2\ny,2,5\n"
	for want, files := range map[string][3]string{
		"data.csv:3: column b":             {meta, "uCode,a,b\nx,1,2\ny,2,many\n", "normalise: minmax\naggregate: amean\n"},
		`unknown field "normalize"`:        {meta, data, "normalize: minmax\n"},
		"spec.yaml: the file is not UTF-8": {meta, data, "normalise: \xff\n"},
		"it holds several documents":       {meta, data, "normalise: minmax\n---\naggregate: amean\n"},
		"are nested deeper than 50":        {meta, data, "aggregate: " + strings.Repeat("[", 60) + "\n"},
		"anchors (*name) more than 20":     {meta, data, "a: &x 1\nb: [" + strings.Repeat("*x, ", 30) + "1]\n"},
		"posts.csv":                        {meta, data, "normalise: {method: goalposts, file: posts.csv}\naggregate: amean\n"},
	} {
		dir := t.TempDir()
		for i, name := range []string{"meta.csv", "data.csv", "spec.yaml"} {
			write(t, dir, name, files[i])
		}
		var said bytes.Buffer
		d := newDesk(&said)
		err := Run(context.Background(), d, optionsIn(dir))
		var found []string
		for _, f := range d.Findings {
			found = append(found, f.String())
		}
		if !errors.Is(err, instrument.ErrRefused) || !strings.Contains(strings.Join(found, "\n"), want) {
			t.Errorf("%s: %v %v", want, err, found)
		}
		if _, err := os.Stat(filepath.Join(dir, "out")); err == nil {
			t.Errorf("%s: a folder was made", want)
		}
	}
}
