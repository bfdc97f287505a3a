// SPDX-License-Identifier: Apache-2.0

package datasets

import (
	"regexp"
	"slices"
	"strings"

	"osnova/catalog"
)

// endings of the files of a dataset
const (
	csvEnding    = ".csv"
	excelEnding  = ".excel.csv"
	schemaEnding = ".schema.json"
)

// outputFile is one file to write, by its name in the output folder.
type outputFile struct {
	name string
	body []byte
}

// partName is what a value in small letters must be to name a file and a resource of the package; some file systems know no other letters.
var partName = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]*$`)

// parts are the files of a dataset that is also published by the values of one column: the same columns, the rows in the same order.
// A value that cannot name a file is a finding, and its rows are in the whole only.
func parts(d catalog.Dataset, rows [][]any, found *catalog.Findings) (out []outputFile) {
	if d.Parts == nil {
		return nil
	}
	at := d.Column(d.Parts.By)
	if at < 0 {
		return nil // told when the declarations were checked
	}
	by := map[string][][]any{}
	var values []string
	for _, r := range rows {
		v, _ := r[at].(string)
		if _, ok := by[v]; !ok {
			values = append(values, v)
		}
		by[v] = append(by[v], r)
	}
	slices.Sort(values)
	for _, v := range values {
		small := strings.ToLower(v)
		if !partName.MatchString(small) {
			found.Add(d.File, "its rows are in the whole file only", "the value %q of %s cannot name a file", v, d.Parts.By)
			continue
		}
		name := "data/" + d.Parts.Folder + "/" + small
		out = append(out, outputFile{name + csvEnding, plainCSV.encode(d.Columns, by[v])}, outputFile{name + excelEnding, excelCSV.encode(d.Columns, by[v])})
	}
	return out
}

// partFiles are the parts of a dataset among the files that are there, sorted.
func partFiles(d catalog.Dataset, there map[string]bool) (names []string) {
	if d.Parts == nil {
		return nil
	}
	for name := range there {
		if strings.HasPrefix(name, "data/"+d.Parts.Folder+"/") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
