// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// JSON says where the records of JSON documents are, and how one document leads to the next. Paths are those of the reader: parse.JSONPath.
type JSON struct {
	Rows  string      `yaml:"rows"`  // path to the records: the elements of a list, or one object; ends with .* where members of an object are records; default the document
	Lines bool        `yaml:"lines"` // every line is a document of its own, and a record
	Each  string      `yaml:"each"`  // path in a record to a list: its elements are the rows, and ^. leads back to the record
	Next  string      `yaml:"next"`  // path to the address of the next document, or with param to the value of a parameter of it
	Param string      `yaml:"param"` // of the address: takes what next or since finds
	Since string      `yaml:"since"` // path in a record: the last one's value is the parameter of the next document
	Page  *JSONPaging `yaml:"page"`  // documents are counted by a parameter of the address
	Pages int         `yaml:"pages"` // the most documents of the source; default 1,000
	Until *JSONUntil  `yaml:"until"` // a feed is read up to a moment, and no further
}

// JSONUntil ends a feed whose records are ordered by a moment: a record of that moment or later is left out by the rule "until", and the document that
// has one leads nowhere.
type JSONUntil struct {
	Path   string `yaml:"path"`   // in a record, to its moment as the feed orders by it, ISO 8601
	Before string `yaml:"before"` // ISO 8601: 2026-10-12
}

// JSONPaging is that of documents, which may say how many records there are; then as many as that are asked for.
type JSONPaging struct {
	Paging `yaml:",inline"`
	Total  string `yaml:"total"` // path to the number of records in all
}

// Crawls reports whether documents lead to further documents.
func (j *JSON) Crawls() bool { return j != nil && (j.Next != "" || j.Since != "" || j.Page != nil) }

// Crawls reports whether files lead to further files, so that only reading them tells which there are.
func (f Format) Crawls() bool { return f.Kind == "html" || f.JSON.Crawls() }

var untilDay = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)

// checkJSON checks what a source declares about its JSON documents.
func (c *Catalog) checkJSON(file string, s Source) {
	j := s.Format.JSON
	if j == nil {
		return
	}
	ways := 0
	for _, is := range []bool{j.Next != "", j.Since != "", j.Page != nil} {
		if is {
			ways++
		}
	}
	if ways > 1 {
		c.Findings.Add(file, "declare one of next, since, page", "json leads on in %d ways", ways)
	}
	if j.Since != "" && j.Param == "" || j.Param != "" && j.Since == "" && j.Next == "" {
		c.Findings.Add(file, "param is the parameter that takes what next or since finds", "json has param %q, next %q, since %q", j.Param, j.Next, j.Since)
	}
	if p := j.Page; p != nil && (p.Param == "" || p.outOfBounds()) {
		c.Findings.Add(file, "param is that of the address, such as start; numbers are 0 or more", "json.page is out of bounds")
	}
	if u := j.Until; u != nil && (u.Path == "" || !untilDay.MatchString(u.Before) || !j.Crawls()) {
		c.Findings.Add(file, "give the path to the moment of a record, and before: a day such as 2026-10-12; the documents must lead on", "json.until has path %q and before %q", u.Path, u.Before)
	}
	if j.Lines && (j.Rows != "" || j.Crawls()) {
		c.Findings.Add(file, "every line is a record", "json has lines and rows, or leads on")
	}
	if j.Pages < 0 {
		c.Findings.Add(file, "a number above 0", "json.pages is %d", j.Pages)
	}
}

// checkEach checks the lists that files are made of.
func (c *Catalog) checkEach(file string, s Source) {
	given := false
	for _, f := range s.Files {
		if f.Each == nil {
			if len(Braces(f.URL+f.Mirror+f.Edition)) > 0 {
				c.Findings.Add(file, "braces take columns of the source that each names", "file %s has braces and no each", f.Name)
			}
			continue
		}
		given = true
		at := slices.IndexFunc(c.Sources, func(o Source) bool { return o.Name == f.Each.Source })
		if at < 0 {
			c.Findings.Add(file, "name a declared source", "file %s: no source %q lists its files", f.Name, f.Each.Source)
			continue
		}
		list := c.Sources[at]
		if slices.ContainsFunc(list.Files, func(o File) bool { return o.Each != nil }) {
			c.Findings.Add(file, "name a source whose files are declared one by one", "file %s: the files of %s come from a list themselves", f.Name, list.Name)
		}
		for _, column := range append(Braces(f.URL+f.Mirror+f.Edition), f.Each.Need...) {
			if list.Column(column) < 0 {
				c.Findings.Add(file, "it has: "+strings.Join(list.Contract().Names(), ", "), "file %s: %s has no column %q", f.Name, list.Name, column)
			}
		}
		if len(Braces(f.Mirror)) == 0 {
			c.Findings.Add(file, "name a column in braces, such as {year}", "file %s: all rows of %s would lie in one mirror path", f.Name, list.Name)
		}
		if host, _, _ := strings.Cut(strings.TrimPrefix(f.URL, "https://"), "/"); strings.Contains(host, "{") {
			c.Findings.Add(file, "only a path or a parameter may come from a list", "file %s: a list makes the host", f.Name)
		}
	}
	for _, col := range s.Columns {
		if strings.HasPrefix(col.From, "$each.") && !given {
			c.Findings.Add(file, "declare each of a file", "column %s takes %s, and no file is made of a list", col.Name, col.From)
		}
	}
}

// EachRow says that a file is there once for each row of another source: names in braces in its url, mirror and edition are columns of the row.
type EachRow struct {
	Source string   `yaml:"source"`
	Need   []string `yaml:"need"` // columns besides those in braces that may not be empty in a row that is asked for
}

// Expand makes the file of one row of the list; value gives its columns, and escape writes them as they may stand in an address. A brace without
// its column is an error.
func (f File) Expand(columns []string, value, escape func(string) string) (File, error) {
	f.Row, f.Each = map[string]string{}, nil
	for _, c := range columns {
		f.Row[c] = value(c)
	}
	for _, text := range []*string{&f.URL, &f.Mirror, &f.Edition} {
		for _, c := range Braces(*text) {
			v, ok := f.Row[c]
			if !ok {
				return f, fmt.Errorf("file %s: {%s} is no column of the list", f.Name, c)
			}
			if text != &f.Edition {
				v = escape(v)
			}
			*text = strings.ReplaceAll(*text, "{"+c+"}", v)
		}
	}
	f.Name, f.Listed = f.Mirror, f.Mirror
	return f, nil
}

// Braces are the names in braces in a text, each once.
func Braces(text string) (out []string) {
	for {
		_, rest, ok := strings.Cut(text, "{")
		name, after, closed := strings.Cut(rest, "}")
		if !ok || !closed {
			return out
		}
		out, text = append(out, name), after
	}
}
