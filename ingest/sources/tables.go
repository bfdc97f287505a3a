// SPDX-License-Identifier: Apache-2.0

// Package sources holds the hand-made tables of sources for code that works by them and does not import a source's folder, so that any can go.
package sources

import (
	"embed"
	"encoding/csv"
)

//go:embed */data.csv */alias.csv
var files embed.FS

// Read gives a hand-made table as it lies beside the declaration of its source.
func Read(source, file string) ([]byte, error) { return files.ReadFile(source + "/" + file) }

// Table gives the rows of a hand-made table, without its header. Of one that is not there, or is no CSV, there are no rows: that the tables are
// sound is tested, and said of each build.
func Table(source, file string) [][]string {
	f, err := files.Open(source + "/" + file)
	if err != nil {
		return nil
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil || len(all) == 0 {
		return nil
	}
	return all[1:]
}
