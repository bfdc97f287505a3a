// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"osnova/catalog"
)

// Ordinary reads every file of a source whose layout source.yaml declares in full: csv or xlsx, a header, one record a row; xml, html or json;
// or a cube, one record a cell.
func Ordinary(in Input, out *Sheet) error {
	skips, err := skipRules(in.Source.Skip)
	if err != nil {
		return err
	}
	if in.Source.Format.Kind == "xml" {
		return ordinaryXML(in, skips, out)
	}
	if in.Source.Format.Kind == "html" {
		return ordinaryHTML(in, skips, out)
	}
	if in.Source.Format.Kind == "json" {
		return ordinaryJSON(in, skips, out)
	}
	if in.Source.Format.IsCube() {
		return ordinaryCube(in, skips, out)
	}
	for _, f := range in.Source.Files {
		err := ordinaryFile(in, f, skips, out)
		if f.Listed != "" {
			err = out.Refuse(f, err)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func ordinaryFile(in Input, f catalog.File, skips []skipRule, out *Sheet) error {
	body, err := in.bytes(f)
	if f.Optional && errors.Is(err, ErrAbsent) {
		return nil
	}
	if err != nil {
		return err
	}
	if f.Optional && len(TrimSpace(string(body[:min(len(body), 64)]))) == 0 {
		out.File(f.Label()) // an empty answer is one
		return nil
	}
	records, err := Records(f.Label(), body, in.Source.Format)
	if err != nil {
		return err
	}
	return ordinaryRecords(in, f, f.Label(), records, slices.Clone(skips), out)
}

// ErrAbsent says that a publisher does not have a file: there is none, or its server answers 404 or 410.
var ErrAbsent = errors.New("the file is not there")

// Records reads a file as its format says.
func Records(file string, body []byte, format catalog.Format) ([]Record, error) {
	switch format.Kind {
	case "csv":
		return delimited(file, body, format)
	case "xlsx":
		return sheetRecords(file, body, format)
	case "table":
		return tableRecords(file, body, format)
	}
	return nil, fmt.Errorf("unknown format %q: csv, xlsx or table", format.Kind)
}

func fromOf(c catalog.SourceColumn) string {
	if c.From == "" {
		return c.Name
	}
	return c.From
}

type skipRule struct {
	catalog.SkipRule
	pattern, not, unless *regexp.Regexp
	at, unlessAt         int
}

func skipRules(rules []catalog.SkipRule) ([]skipRule, error) {
	out := make([]skipRule, len(rules))
	for i, r := range rules {
		out[i].SkipRule = r
		var faults [3]error
		out[i].pattern, faults[0] = regexp.Compile(r.Matches)
		out[i].not, faults[1] = regexp.Compile(r.Not)
		if r.Unless != nil {
			out[i].unless, faults[2] = regexp.Compile(r.Unless.Matches)
		}
		if err := errors.Join(faults[:]...); err != nil {
			return nil, fmt.Errorf("skip rule %s: %w", r.Rule, err)
		}
	}
	return out, nil
}

// skipping returns the first rule that leaves the record out, or "".
func skipping(rules []skipRule, r Record) string {
	for _, rule := range rules {
		cell := strings.Join(r.Cells, "")
		if rule.Column != "" {
			if rule.at >= len(r.Cells) {
				continue
			}
			cell = r.Cells[rule.at]
		}
		cell = TrimSpace(cell)
		left := rule.Empty && cell == "" || rule.Matches != "" && rule.pattern.MatchString(cell) || rule.Not != "" && !rule.not.MatchString(cell)
		if left && rule.Unless != nil && rule.unlessAt < len(r.Cells) {
			left = !rule.unless.MatchString(TrimSpace(r.Cells[rule.unlessAt]))
		}
		if left {
			return rule.Rule
		}
	}
	return ""
}
