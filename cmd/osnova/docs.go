// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"osnova/catalog"
	"osnova/cmd/instrument"
	"osnova/store/disk"
)

func (a *program) docsCommand() *cobra.Command {
	out, man := "-", ""
	c := &cobra.Command{
		Use:   "docs",
		Short: "Write the dictionary of commands, sources, tables, indicators and datasets, or the man pages",
		Long: `docs writes the dictionary to stdout or a file: one page with all that can be typed, read or downloaded; the site has its tables and columns as
pages of their own (dictionary/index.html). With --man it writes a man page for each command instead;
with these in a folder of MANPATH, man osnova-build shows them. Shells complete commands and flags after what osnova completion says.`,
		Example: "  osnova docs --to dictionary.md\n  osnova docs --man ~/.local/share/man/man1",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if c.Flags().Changed("man") {
				if c.Flags().Changed("to") {
					return usage("--to is for the dictionary, --man for man pages: give one of them")
				}
				return a.manPages(c.Context(), c.Root(), man)
			}
			if out == "" {
				return usage("--to is empty: name a file, such as dictionary.md, or - for stdout")
			}
			if err := claimDictionary(out); err != nil {
				return err
			}
			_, cat, err := a.load()
			if err != nil {
				return err
			}
			page := dictionary(cat, c.Root())
			if out == "-" {
				_, err := a.stdout.Write(page)
				return err
			}
			if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
				return fmt.Errorf("make the folder: %w", err)
			}
			return disk.Replace(out, page)
		},
	}
	c.Flags().StringVar(&out, "to", out, "file to write; - is stdout")
	c.Flags().StringVar(&man, "man", "", "folder for the man pages, one a command: new, empty, or written so before")
	return c
}

// dictionaryHead begins every dictionary: by it one is known as written by osnova, also in a copy of the project from elsewhere.
const dictionaryHead = "# Dictionary\n\nWritten by `osnova docs`"

// claimDictionary refuses to write over a file that is no dictionary.
func claimDictionary(path string) error {
	info, err := os.Stat(path)
	if path == "-" || err != nil || !info.Mode().IsRegular() {
		return instrument.ClaimFiles(path)
	}
	body, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	if bytes.HasPrefix(body, []byte(dictionaryHead)) {
		return nil
	}
	return instrument.ClaimFiles(path)
}

// dictionary is the generated page of all that can be typed, read or downloaded.
func dictionary(cat *catalog.Catalog, root *cobra.Command) []byte {
	var b bytes.Buffer
	p := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	p(dictionaryHead + ". Names in Ukrainian stand beside the English ones.\n\n## Commands\n")
	for _, c := range root.Commands() {
		describe(p, c)
	}
	p("## Sources\n")
	for _, s := range cat.Sources {
		p("### raw.%s\n\n%s — %s. %s; licence %s; %s.\n", s.Name, s.Title.EN, s.Title.UK, s.Publisher.EN, s.Licence.ID, s.Vintage.EN)
		for _, r := range s.Skip {
			p("- skipped by rule `%s`: %s", r.Rule, r.Reason.EN)
		}
		contract(p, s.Contract())
	}
	p("## Tables\n\nTables with `{index}` or `{indicator}` in their name are there for each of them; `{band}` stands for the bands of an index.\n")
	for _, r := range cat.Relations() {
		if r.Schema == "raw" {
			continue
		}
		p("### %s\n\n%s — %s.\n", r, r.Title.EN, r.Title.UK)
		if r.Grain != (catalog.Text{}) {
			p("One row: %s — %s.\n", r.Grain.EN, r.Grain.UK)
		}
		persons(p, r.Disclosure)
		contract(p, r.Contract)
	}
	p("## Indicators\n\n| id | title | unit | direction | absence means | sources |\n|---|---|---|---|---|---|")
	for _, i := range cat.Indicators {
		p("| %s | %s — %s | %s | %s | %s | %s |", i.Name, i.Title.EN, i.Title.UK, i.Unit.EN, i.Direction, i.Absence, strings.Join(i.Sources, ", "))
	}
	p("\n## Indices\n")
	for _, x := range cat.Indices {
		p("### %s\n\n%s — %s. %s\n", x.Name, x.Title.EN, x.Title.UK, x.Definition.EN)
		printTree(p, x.Root, "")
		p("")
	}
	p("## Datasets\n")
	for _, d := range cat.Datasets {
		p("### %s\n\n%s — %s. %s\n", d.Name, d.Title.EN, d.Title.UK, d.Description.EN)
		persons(p, d.Disclosure)
		contract(p, d.Contract)
	}
	return b.Bytes()
}

// persons says whom a table counts and how they are protected.
func persons(p func(string, ...any), d *catalog.Disclosure) {
	if d == nil {
		return
	}
	sensitive := strings.Join(d.Sensitive, ", ")
	if sensitive == "" {
		sensitive = "nothing"
	}
	if d.Official != (catalog.Text{}) {
		p("Counts %s — %s. As published: %s.\n", d.Population.EN, d.Population.UK, d.Official.EN)
		return
	}
	p("Counts %s — %s; k = %d; sensitive: %s.\n", d.Population.EN, d.Population.UK, d.K, sensitive)
}

func describe(p func(string, ...any), c *cobra.Command) {
	if c.Name() == "help" || c.Name() == "completion" {
		return
	}
	p("### %s\n\n%s.\n", c.CommandPath(), strings.TrimSuffix(c.Short, "."))
	c.LocalFlags().VisitAll(func(f *pflag.Flag) {
		if f.Name != "help" {
			p("- `--%s` %s", f.Name, f.Usage)
		}
	})
	p("")
	for _, sub := range c.Commands() {
		describe(p, sub)
	}
}

func contract(p func(string, ...any), k catalog.Contract) {
	p("\n| column | type | meaning |\n|---|---|---|")
	for _, c := range k.Columns {
		p("| %s | %s | %s — %s |", c.Name, c.Type, c.EN, c.UK)
	}
	p("")
}

func printTree(p func(string, ...any), n catalog.Node, indent string) {
	what := n.ID
	if n.Indicator != "" {
		what = n.Indicator
	}
	p("%s- %s, weight %g", indent, what, n.Weight)
	for _, c := range n.Children {
		printTree(p, c, indent+"  ")
	}
}
