// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"osnova/catalog"
)

// TestDictionaryNamesAll: each command, table, column, indicator and dataset stands in what `osnova docs` writes.
func TestDictionaryNamesAll(t *testing.T) {
	cat, err := catalog.Load(rooms)
	if err != nil {
		t.Fatal(err)
	}
	root := (&program{}).root()
	text := string(dictionary(cat, root))
	want := func(line string) {
		if !strings.Contains(text, "\n"+line) {
			t.Errorf("the dictionary has no line %q", line)
		}
	}
	for _, c := range root.Commands() {
		if c.Name() != "help" && c.Name() != "completion" {
			want("### " + c.CommandPath() + "\n")
		}
	}
	columns := 0
	for _, r := range cat.Relations() {
		want("### " + r.String() + "\n")
		columns += len(r.Columns)
	}
	for _, i := range cat.Indicators {
		want("| " + i.Name + " | ")
	}
	for _, d := range cat.Datasets {
		want("### " + d.Name + "\n")
		columns += len(d.Columns)
	}
	heads := strings.Count(text, "\n| column | type | meaning |\n")
	if heads != len(cat.Relations())+len(cat.Datasets) {
		t.Errorf("%d tables of columns for %d tables and %d datasets", heads, len(cat.Relations()), len(cat.Datasets))
	}
	if n := strings.Count(text, "\n| ") - heads - 1 - len(cat.Indicators); n != columns { // 1: the heading of indicators
		t.Errorf("%d rows of columns, %d are declared", n, columns)
	}
}

// TestReadmeNamesEveryCommand: a newcomer finds each command in the README.
func TestReadmeNamesEveryCommand(t *testing.T) {
	body, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range (&program{}).root().Commands() {
		if c.Name() != "help" && !strings.Contains(string(body), c.Name()) {
			t.Errorf("README does not name osnova %s", c.Name())
		}
	}
}

// TestPagesNameEveryFlag: each flag of an instrument stands in its page, and the page names no flag that the command has not.
func TestPagesNameEveryFlag(t *testing.T) {
	root := (&program{}).root()
	shared := map[string]bool{"help": true}
	root.PersistentFlags().VisitAll(func(f *pflag.Flag) { shared[f.Name] = true })
	named := regexp.MustCompile("`[^`\n]*`|(?m)^osnova .*$")
	flag := regexp.MustCompile(`--([a-z][a-z-]+)`)
	for page, words := range map[string][]string{
		"instruments/index.md": {"index", "index weights"}, "instruments/survey.md": {"survey"}, "instruments/inequality.md": {"inequality"},
		"instruments/events.md": {"events"}, "instruments/audit.md": {"audit"}, "matching.md": {"match"},
		"instruments/forms.md": {"forms blank", "forms check", "forms collect"},
	} {
		body, err := os.ReadFile("../../docs/" + page)
		if err != nil {
			t.Fatal(err)
		}
		has := map[string]bool{}
		for _, word := range words {
			c, _, err := root.Find(strings.Fields(word))
			if err != nil {
				t.Fatal(err)
			}
			c.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) {
				has[f.Name] = true
				if !shared[f.Name] && !strings.Contains(string(body), "--"+f.Name) {
					t.Errorf("docs/%s says nothing of --%s of osnova %s", page, f.Name, word)
				}
			})
		}
		for _, part := range named.FindAllString(string(body), -1) {
			for _, m := range flag.FindAllStringSubmatch(part, -1) {
				if !has[m[1]] && !shared[m[1]] && !strings.Contains(part, "osnova build") && !strings.Contains(part, "osnova ingest") && !strings.Contains(part, "osnova synth") {
					t.Errorf("docs/%s names --%s, which osnova %v has not", page, m[1], words)
				}
			}
		}
	}
}

// TestHelpSaysWhatComesOut: the help of each command that a person types says in sentences what it does, with an example; that of an instrument
// names its manual, which is there.
func TestHelpSaysWhatComesOut(t *testing.T) {
	manual := regexp.MustCompile(`Manual: (\S+\.md)`)
	for _, c := range (&program{}).root().Commands() {
		if c.Name() == "help" || c.Name() == "completion" || slices.Contains(stageNames, c.Name()) {
			continue
		}
		if len(c.Long) < 80 || c.Example == "" {
			t.Errorf("the help of osnova %s has no sentences or no example", c.Name())
		}
		for _, line := range strings.Split(c.Example, "\n") {
			if !strings.Contains(line, "osnova ") && !strings.Contains(line, "cd ") {
				t.Errorf("the example of osnova %s is no command: %s", c.Name(), line)
			}
		}
		if m := manual.FindStringSubmatch(c.Long); m != nil {
			if _, err := os.Stat("../../" + m[1]); err != nil {
				t.Errorf("osnova %s names a manual that is not there: %v", c.Name(), err)
			}
		}
	}
	for _, name := range []string{"index", "survey", "inequality", "events", "audit", "forms", "match"} {
		c, _, err := (&program{}).root().Find([]string{name})
		if err != nil || !manual.MatchString(c.Long) {
			t.Errorf("the help of osnova %s names no manual: %v", name, err)
		}
	}
}
