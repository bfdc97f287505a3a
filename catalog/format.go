// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"maps"
	"slices"
	"strings"
)

// Format says how an ordinary file is laid out.
type Format struct {
	HTML      *HTML    `yaml:"html"`
	JSON      *JSON    `yaml:"json"`
	Pivot     *Pivot   `yaml:"pivot"`
	Kind      string   `yaml:"kind"` // one of kindKeys; table = csv or xlsx, as each file shows; empty: the source has its own parser
	Delimiter string   `yaml:"delimiter"`
	Encoding  string   `yaml:"encoding"` // utf-8 (default), windows-1251, windows-1252, koi8-u: what the bytes leave open
	Sheet     string   `yaml:"sheet"`
	Shown     bool     `yaml:"shown" json:",omitempty"` // workbooks: the first sheet that is shown and has cells; without it the first, which must be so
	Head      int      `yaml:"head" json:",omitempty"`  // csv, xlsx, table: rows of the heading, one below another, from header_row; default 1
	HeaderRow int      `yaml:"header_row"`              // 1-based; default 1
	FirstRow  int      `yaml:"first_row"`               // 1-based first data row; default header_row + 1
	Records   []string `yaml:"records"`                 // xml: names of the elements that are records; columns come from paths below them
	Members   string   `yaml:"members"`                 // xml: pattern of the members of an archive that are read; default all
	Marks     `yaml:",inline"`
}

// Keys that a format may have, by what they are about; the decoder of YAML asks that they be exported. Each kind of file takes its own;
// see kindKeys.
type (
	TextKeys struct {
		Delimiter any `yaml:"delimiter"`
		Encoding  any `yaml:"encoding"`
	}
	SheetKeys struct {
		Sheet any `yaml:"sheet"`
		Shown any `yaml:"shown"`
	}
	RowKeys struct {
		HeaderRow any `yaml:"header_row"`
		FirstRow  any `yaml:"first_row"`
	}
	HeadKeys struct {
		Head any `yaml:"head"`
	}
	CommonKeys struct {
		Kind      any `yaml:"kind"`
		Decimal   any `yaml:"decimal"`
		Thousands any `yaml:"thousands"`
		Dates     any `yaml:"dates"`
		Zone      any `yaml:"zone"`
	}
)

// Formats of each kind, by the keys that it may have.
type (
	csvFormat struct {
		CommonKeys `yaml:",inline"`
		TextKeys   `yaml:",inline"`
		RowKeys    `yaml:",inline"`
		HeadKeys   `yaml:",inline"`
	}
	xlsxFormat struct {
		CommonKeys `yaml:",inline"`
		SheetKeys  `yaml:",inline"`
		RowKeys    `yaml:",inline"`
		HeadKeys   `yaml:",inline"`
	}
	tableFormat struct {
		CommonKeys `yaml:",inline"`
		TextKeys   `yaml:",inline"`
		SheetKeys  `yaml:",inline"`
		RowKeys    `yaml:",inline"`
		HeadKeys   `yaml:",inline"`
	}
	pivotFormat struct {
		CommonKeys `yaml:",inline"`
		TextKeys   `yaml:",inline"`
		SheetKeys  `yaml:",inline"`
		RowKeys    `yaml:",inline"`
		Pivot      any `yaml:"pivot"`
	}
	xmlFormat struct {
		CommonKeys `yaml:",inline"`
		Encoding   any `yaml:"encoding"`
		Records    any `yaml:"records"`
		Members    any `yaml:"members"`
	}
	htmlFormat struct {
		CommonKeys `yaml:",inline"`
		Encoding   any `yaml:"encoding"`
		HeaderRow  any `yaml:"header_row"`
		HTML       any `yaml:"html"`
	}
	jsonFormat struct {
		CommonKeys `yaml:",inline"`
		Encoding   any `yaml:"encoding"`
		JSON       any `yaml:"json"`
	}
	jsonstatFormat struct {
		CommonKeys `yaml:",inline"`
	}
	sdmxFormat struct {
		CommonKeys `yaml:",inline"`
		TextKeys   `yaml:",inline"`
	}
)

// kindKeys give the keys of each kind. A source with a parser of its own names no kind, and may say how a table is laid out that its
// parser reads.
var kindKeys = map[string]func() any{
	"":         func() any { return &tableFormat{} },
	"csv":      func() any { return &csvFormat{} },
	"xlsx":     func() any { return &xlsxFormat{} },
	"table":    func() any { return &tableFormat{} },
	"pivot":    func() any { return &pivotFormat{} },
	"xml":      func() any { return &xmlFormat{} },
	"html":     func() any { return &htmlFormat{} },
	"json":     func() any { return &jsonFormat{} },
	"jsonstat": func() any { return &jsonstatFormat{} },
	"sdmx":     func() any { return &sdmxFormat{} },
}

// UnmarshalYAML reads a format, and refuses a key that files of its kind do not have.
func (f *Format) UnmarshalYAML(decode func(any) error) error {
	type all Format // without this method
	if err := decode((*all)(f)); err != nil {
		return err
	}
	if keys := kindKeys[f.Kind]; keys != nil {
		return decode(keys())
	}
	return nil
}

// checkLayout checks the numbers and names of a format.
func (c *Catalog) checkLayout(file string, f Format) {
	if kindKeys[f.Kind] == nil {
		kinds := slices.Sorted(maps.Keys(kindKeys))
		c.Findings.Add(file, "there are: "+strings.Join(kinds[1:], ", "), "unknown kind %q of a format", f.Kind) // the first is none
	}
	if f.Head < 0 {
		c.Findings.Add(file, "rows of the heading", "format.head is %d", f.Head)
	}
	if !slices.Contains([]string{"", "utf-8", "windows-1251", "windows-1252", "koi8-u"}, f.Encoding) && f.Kind != "xml" {
		c.Findings.Add(file, "utf-8, windows-1251, windows-1252 or koi8-u; UTF-16 is known by its bytes", "unknown encoding %q", f.Encoding)
	}
	if f.Shown && f.Sheet != "" {
		c.Findings.Add(file, "it picks a sheet of a workbook where none is named", "format.shown does not fit")
	}
}
