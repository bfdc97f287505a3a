// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"regexp"
	"slices"
	"strings"
)

// Cubes are the kinds of files whose records are cells of a cube: columns take dimensions by name, the value and its status.
var Cubes = []string{"pivot", "jsonstat", "sdmx"}

// CubeColumns are what a column of a cube may take besides dimensions and attributes.
var CubeColumns = []string{"$value", "$status", "$section", "$edition", "$line"}

// Pivot says how a pivot table is laid out: rows of headings over columns of keys, and values where they cross.
type Pivot struct {
	Table   string            `yaml:"table"`   // csv or xlsx
	Heads   []string          `yaml:"heads"`   // names of the rows of the heading, one below another from header_row; "" leaves a row out
	Keys    []string          `yaml:"keys"`    // names of the first columns; "" leaves a column out
	Packed  bool              `yaml:"packed"`  // bulk files of Eurostat: the first column holds all keys, its heading their names
	Again   string            `yaml:"again"`   // pattern of a cell that announces headings anew below it, such as ^Продовження
	Section bool              `yaml:"section"` // a row with text in its first column alone stands over the rows below it
	Signs   map[string]string `yaml:"signs"`   // what stands instead of a value → status, besides the usual signs
	Notes   *Notes            `yaml:"notes"`
}

// Notes reads from footnotes which years of a key are unlike the others: a line that names the key, then lines that tell the years.
type Notes struct {
	Key     string `yaml:"key"`     // whose value the line names
	Head    string `yaml:"head"`    // the heading that holds years
	Names   string `yaml:"names"`   // pattern of a line that names it, with one group
	Matches string `yaml:"matches"` // pattern of a line that tells first and last year, with one group or two
	Status  string `yaml:"status"`  // of the values in those years
}

// IsCube reports whether the records of the source's files are cells of a cube.
func (f Format) IsCube() bool { return slices.Contains(Cubes, f.Kind) }

// checkCube checks what a source declares about its cubes.
func (c *Catalog) checkCube(file string, s Source) {
	p := s.Format.Pivot
	if s.Format.Kind == "pivot" && p == nil {
		c.Findings.Add(file, "say pivot: {heads: …}", "format says kind pivot, and no more")
	}
	value := false
	for _, col := range s.Columns {
		value = value || col.From == "$value"
		if s.Format.IsCube() && strings.HasPrefix(col.From, "$") && !strings.HasPrefix(col.From, "$match.") && !slices.Contains(CubeColumns, col.From) {
			c.Findings.Add(file, "there are: "+strings.Join(CubeColumns, ", "), "column %s takes %q", col.Name, col.From)
		}
	}
	if s.Format.IsCube() && !value {
		c.Findings.Add(file, "from: $value", "no column takes the values of the cube")
	}
	if p == nil {
		return
	}
	if !slices.Contains([]string{"csv", "xlsx"}, p.Table) {
		c.Findings.Add(file, "csv or xlsx", "pivot.table is %q", p.Table)
	}
	if _, err := regexp.Compile(p.Again); err != nil {
		c.Findings.Add(file, "", "pivot.again: bad pattern: %v", err)
	}
	named := func(n string) bool { return n != "" }
	switch {
	case p.Packed && (len(p.Heads) > 0 || len(p.Keys) > 0 || p.Notes != nil):
		c.Findings.Add(file, "the heading of the first column names them", "a packed pivot names its own keys")
	case !p.Packed && (!slices.ContainsFunc(p.Heads, named) || !slices.ContainsFunc(p.Keys, named)):
		c.Findings.Add(file, "name the rows of the heading and the first columns", "pivot lacks heads or keys")
	}
	if n := p.Notes; n != nil {
		names, err := regexp.Compile(n.Names)
		matches, err2 := regexp.Compile(n.Matches)
		switch {
		case err != nil || err2 != nil:
			c.Findings.Add(file, "", "pivot.notes: bad pattern")
		case names.NumSubexp() != 1 || matches.NumSubexp() < 1 || matches.NumSubexp() > 2:
			c.Findings.Add(file, "names has one group, matches one or two", "pivot.notes: groups are missing")
		case !slices.Contains(p.Keys, n.Key) || !slices.Contains(p.Heads, n.Head):
			c.Findings.Add(file, "they are names of a key and of a heading", "pivot.notes: key %q, head %q", n.Key, n.Head)
		}
	}
}
