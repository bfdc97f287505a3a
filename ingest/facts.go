// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"osnova/catalog"
	"osnova/ingest/parse"
)

// Facts are the table that our parser makes of a source, with the account of how it came about.
type Facts struct {
	Rows [][]string
	Lock Lock
	Bad  []parse.Rejected
	// Ended are rows of earlier editions that this one lacks, of a source that keeps them.
	Ended []EndedRow
}

// Lock says which bytes a source's facts were made of, and accounts for every record.
type Lock struct {
	Files []LockedFile `yaml:"files"`
	Facts int          `yaml:"facts"` // rows of the table
	// Places is the sum of the names that the source's texts were matched with; empty where nothing is matched.
	Places string `yaml:"places,omitempty"`
	// Synthetic is the edition of the invented country that the files tell of; empty where they are real.
	Synthetic string `yaml:"synthetic,omitempty"`
}

// LockedFile is one upstream file as it was read.
type LockedFile struct {
	Name         string         `yaml:"name"`
	URL          string         `yaml:"url,omitempty"`
	Edition      string         `yaml:"edition,omitempty"`  // as the declaration has it
	Accessed     string         `yaml:"accessed,omitempty"` // when these bytes first came
	Published    string         `yaml:"published,omitempty"`
	ETag         string         `yaml:"etag,omitempty"`
	LastModified string         `yaml:"last_modified,omitempty"`
	SHA256       string         `yaml:"sha256"`
	Size         int64          `yaml:"size"`
	RowsIn       int            `yaml:"rows_in"`
	Loaded       int            `yaml:"loaded"`
	Quarantined  int            `yaml:"quarantined"`
	Skipped      map[string]int `yaml:"skipped,omitempty"`
}

// names of the files beside source.yaml
const (
	factsFile      = "facts.csv.gz"
	lockFile       = "lock.yaml"
	quarantineFile = "quarantine.csv"
)

// Embedded reads the facts kept beside a source's declaration.
func Embedded(fsys fs.FS, s catalog.Source) (*Facts, error) {
	zipped, err := fs.ReadFile(fsys, s.Dir+"/"+factsFile)
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(bytes.NewReader(zipped))
	if err != nil {
		return nil, fmt.Errorf("unpack facts of %s: %w", s.Name, err)
	}
	records, err := csv.NewReader(z).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read facts of %s: %w", s.Name, err)
	}
	if len(records) == 0 || !slices.Equal(records[0], s.Contract().Names()) {
		return nil, fmt.Errorf("facts of %s have other columns than its contract: run osnova ingest --compile-facts", s.Name)
	}
	f := &Facts{Rows: records[1:]}
	lock, err := fs.ReadFile(fsys, s.Dir+"/"+lockFile)
	if err != nil {
		return nil, fmt.Errorf("read the lock of %s: %w", s.Name, err)
	}
	if err := yaml.Unmarshal(lock, &f.Lock); err != nil {
		return nil, fmt.Errorf("read the lock of %s: %w", s.Name, err)
	}
	if f.Ended, err = readEnded(fsys, s); err != nil {
		return f, err
	}
	f.Bad, err = readQuarantine(fsys, s)
	return f, err
}

// Pack writes the rows as the bytes of facts.csv.gz: equal rows give equal bytes.
func (f *Facts) Pack(s catalog.Source) ([]byte, error) {
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if err := writeCSV(z, s.Contract().Names(), f.Rows); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// writeCSV writes header and rows with LF line ends. A row of one empty cell is quoted so that it stays a row.
func writeCSV(w io.Writer, header []string, rows [][]string) error {
	c := csv.NewWriter(w)
	if err := c.Write(header); err != nil {
		return err
	}
	if err := c.WriteAll(rows); err != nil {
		return err
	}
	return c.Error()
}

var quarantineHeader = []string{"file", "line", "column", "value", "reason", "scope"}

func packQuarantine(bad []parse.Rejected) ([]byte, error) {
	var out bytes.Buffer
	rows := make([][]string, len(bad))
	for i, b := range bad {
		rows[i] = []string{b.File, fmt.Sprint(b.Line), b.Column, b.Value, b.Reason, scope(b)}
	}
	err := writeCSV(&out, quarantineHeader, rows)
	return out.Bytes(), err
}

func scope(b parse.Rejected) string {
	if b.Cell {
		return "cell"
	}
	return "row"
}

func readQuarantine(fsys fs.FS, s catalog.Source) ([]parse.Rejected, error) {
	body, err := fs.ReadFile(fsys, s.Dir+"/"+quarantineFile)
	if err != nil {
		return nil, nil // a source without a quarantine has no such file
	}
	records, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read the quarantine of %s: %w", s.Name, err)
	}
	var out []parse.Rejected
	for _, r := range records[1:] {
		b := parse.Rejected{File: r[0], Column: r[2], Value: r[3], Reason: r[4], Cell: r[5] == "cell"}
		if _, err := fmt.Sscan(r[1], &b.Line); err != nil {
			return nil, fmt.Errorf("read the quarantine of %s: line %q", s.Name, r[1])
		}
		out = append(out, b)
	}
	return out, nil
}

// rules lists the skip rules of a locked file as rule=count, sorted.
func (f LockedFile) rules() string {
	var out []string
	for rule, n := range f.Skipped {
		out = append(out, fmt.Sprintf("%s=%d", rule, n))
	}
	slices.Sort(out)
	return strings.Join(out, "; ")
}

func (f LockedFile) skipped() (n int) {
	for _, c := range f.Skipped {
		n += c
	}
	return n
}

// KeptFiles are the names under which a source's facts are kept beside its declaration or in [Stage.Keep].
var KeptFiles = []string{factsFile, lockFile, quarantineFile, historyFile}
