// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Folder is the folder that a country is written to: mirror/ has the files of upstreams by their mirror paths, truth/ what is to be found in them.
type Folder struct {
	Dir        string
	indicators [][]string
	accounts   map[account]int
	parts      map[string][2]float64 // of values told by Ratio: numerator and denominator, by unit, level, period and indicator
	logs       map[string]bool       // communities and periods with cases
	rounds     map[string]bodyRound  // bodies behind a community's figure, by community, period and indicator
}

type account struct{ source, file, fate string }

// File writes one upstream file by its mirror path.
func (o *Folder) File(path string, body []byte) error {
	w, err := o.Create(path)
	if err != nil {
		return err
	}
	if _, err := w.Write(body); err != nil {
		w.Close()
		return err
	}
	return w.Close()
}

// Create is File for what is too large to hold.
func (o *Folder) Create(path string) (io.WriteCloser, error) {
	if !filepath.IsLocal(filepath.FromSlash(path)) {
		return nil, fmt.Errorf("mirror path %q leaves the mirror", path)
	}
	full := filepath.Join(o.Dir, "mirror", filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		return nil, err
	}
	return os.Create(full)
}

// Indicator tells a value that the pipeline must find: the unit is a КАТОТТГ code or the osn_id that the pipeline gives a body, the level
// body, community, oblast or country, the period a year or 2025-Q2. Status n: does not apply, and the value is not looked at.
func (o *Folder) Indicator(unit, level, period, indicator string, value float64, status string) {
	v := strconv.FormatFloat(value, 'g', -1, 64)
	if status == "n" {
		v = ""
	}
	o.indicators = append(o.indicators, []string{unit, level, period, indicator, v, status})
}

// Ratio tells a value that is times·num/den and goes up by its parts.
func (o *Folder) Ratio(unit, level, period, indicator string, times, num, den float64, status string) {
	if o.parts == nil {
		o.parts = map[string][2]float64{}
	}
	o.parts[strings.Join([]string{unit, level, period, indicator}, " ")] = [2]float64{num, den}
	o.Indicator(unit, level, period, indicator, times*num/den, status)
}

// Records tells what must become of n records of a file: loaded, quarantined, or skipped:<rule>. The file is the base name of its mirror path.
func (o *Folder) Records(source, file, fate string, n int) {
	if o.accounts == nil {
		o.accounts = map[account]int{}
	}
	o.accounts[account{source, file, fate}] += n
}

// Truth writes another table of truth, truth/<name>.csv, sorted by its rows.
func (o *Folder) Truth(name string, header []string, rows [][]string) error {
	rows = slices.Clone(rows)
	slices.SortFunc(rows, func(a, b []string) int { return slices.Compare(a, b) })
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.WriteAll(append([][]string{header}, rows...)); err != nil {
		return err
	}
	dir := filepath.Join(o.Dir, "truth")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, name+".csv"), b.Bytes(), 0o644)
}

// ReadTruth reads a table of truth from the folder of a country, without its header.
func ReadTruth(dir, name string) ([][]string, error) {
	f, err := os.Open(filepath.Join(dir, "truth", name+".csv"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) == 0 {
		return nil, fmt.Errorf("read truth/%s.csv: %w", name, err)
	}
	return rows[1:], nil
}

// finish writes the tables that feeds filled together.
func (o *Folder) finish() error {
	if err := o.Truth("indicator", []string{"unit_id", "level", "period", "indicator_id", "value", "obs_status"}, o.indicators); err != nil {
		return err
	}
	var rows [][]string
	for a, n := range o.accounts {
		rows = append(rows, []string{a.source, a.file, a.fate, strconv.Itoa(n)})
	}
	return o.Truth("account", []string{"source_id", "file", "fate", "records"}, rows)
}

// table writes rows as CSV with the separator, header first.
func table(separator rune, header []string, rows [][]string) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = separator
	_ = w.WriteAll(append([][]string{header}, rows...)) // a buffer takes all
	return b.Bytes()
}

// writeNumber writes a number as upstreams with a decimal comma do.
func writeNumber(v float64, decimals int, comma bool) string {
	s := strconv.FormatFloat(v, 'f', decimals, 64)
	if comma {
		return strings.Replace(s, ".", ",", 1)
	}
	return s
}
