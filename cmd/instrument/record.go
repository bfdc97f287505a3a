// SPDX-License-Identifier: Apache-2.0

package instrument

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"maps"
	"os"
	"slices"

	"osnova/metrics/frame"
	"osnova/store/disk"
)

// RecordName is the file that says how the files beside it were made.
const RecordName = "run.json"

// Record is what that file says. It has no day, unless one is asked for, and no path of a computer.
type Record struct {
	Program   ProgramRecord `json:"program"`
	Command   string        `json:"command"`           // such as osnova survey
	Arguments []string      `json:"arguments"`         // flags that were given and bear on results, sorted, then words; a path by its last part
	Seed      *int64        `json:"seed,omitempty"`    // of commands that have a flag for it; an index has its own in spec.yaml
	Edition   string        `json:"edition,omitempty"` // of the facts in the program, where declarations were read
	Inputs    []InputRecord `json:"inputs"`            // by name
	Made      string        `json:"made,omitempty"`    // RFC 3339, only where asked for
}

// ProgramRecord is which program ran.
type ProgramRecord struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	SHA256  string `json:"sha256,omitempty"` // of the program itself; of a build
	Go      string `json:"go"`
	DuckDB  string `json:"duckdb,omitempty"` // of a build
}

// InputRecord is a file that was read.
type InputRecord struct {
	Name   string `json:"name"`             // last part of the path; of a build, the path under the mirror or the project
	Source string `json:"source,omitempty"` // of a build
	Origin string `json:"origin,omitempty"` // of a build: parsed, embedded, last good
	URL    string `json:"url,omitempty"`
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"`
}

// Body is the record as it is written.
func (r Record) Body() ([]byte, error) {
	if r.Inputs == nil {
		r.Inputs = []InputRecord{}
	}
	if r.Arguments == nil {
		r.Arguments = []string{}
	}
	body, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", RecordName, err)
	}
	return append(body, '\n'), nil
}

// readOnce is an input that can be read once only, with the sum of what was read of it.
type readOnce struct {
	from io.Reader
	sum  hash.Hash
	size int64
}

// Read reads on.
func (r *readOnce) Read(p []byte) (int, error) {
	n, err := r.from.Read(p)
	r.sum.Write(p[:n])
	r.size += int64(n)
	return n, err
}

// record is the record of this run with all inputs so far; ok is false where none is kept.
func (d *Session) record() (r Record, ok bool, err error) {
	if d.Record == nil {
		return r, false, nil
	}
	r = *d.Record
	for _, in := range d.inputs {
		if !in.info.Mode().IsRegular() { // a pipe is read once
			continue
		}
		one, err := sumInput(in.path)
		if err != nil {
			return r, false, err
		}
		if !slices.Contains(r.Inputs, one) {
			r.Inputs = append(r.Inputs, one)
		}
	}
	if d.piped != nil {
		r.Inputs = append(r.Inputs, InputRecord{Name: InputName("-"), SHA256: hex.EncodeToString(d.piped.sum.Sum(nil)), Size: d.piped.size})
	}
	slices.SortFunc(r.Inputs, func(a, b InputRecord) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.SHA256, b.SHA256))
	})
	return r, true, nil
}

// sumInput reads a file for its sum. A link is followed, as it was when the file was read.
func sumInput(path string) (InputRecord, error) {
	f, err := os.Open(path)
	if err != nil {
		return InputRecord{}, fmt.Errorf("sum an input: %w", err)
	}
	defer f.Close()
	sum := sha256.New()
	size, err := io.Copy(sum, f)
	if err != nil {
		return InputRecord{}, fmt.Errorf("sum the input %s: %w", path, err)
	}
	return InputRecord{Name: InputName(path), SHA256: hex.EncodeToString(sum.Sum(nil)), Size: size}, nil
}

// readStdin is stdin, summed as it is read.
func (d *Session) readStdin() io.Reader {
	d.piped = &readOnce{from: d.Stdin, sum: sha256.New()}
	return d.piped
}

// AddRecord adds run.json to the files of a run and to the names that it may write, where a record is kept.
func (d *Session) AddRecord(files map[string]frame.File, known []string) (map[string]frame.File, []string, error) {
	r, ok, err := d.record()
	if err != nil || !ok {
		return files, known, err
	}
	body, err := r.Body()
	if err != nil {
		return nil, nil, err
	}
	files = maps.Clone(files)
	if files == nil {
		files = map[string]frame.File{}
	}
	files[RecordName] = frame.Whole(body)
	return files, append(slices.Clone(known), RecordName), nil
}

// WriteFiles is [WriteFiles] with the record of the run beside the main file, under its name and ".run.json"; a main of "-" was written to stdout
// and has none.
func (d *Session) WriteFiles(ctx context.Context, by, main string, files map[string][]byte) error {
	r, ok, err := d.record()
	if err != nil {
		return err
	}
	if ok && main != "-" {
		body, err := r.Body()
		if err != nil {
			return err
		}
		files = maps.Clone(files)
		files[main+"."+RecordName] = body
	}
	return WriteFiles(ctx, by, files)
}

// RecordText is what run.json says, for a report; empty where none is written.
func (d *Session) RecordText() (string, error) {
	r, ok, err := d.record()
	if err != nil || !ok {
		return "", err
	}
	body, err := r.Body()
	return string(body), err
}

// WriteFolder is [WriteFolder] with the record of the run.
func (d *Session) WriteFolder(ctx context.Context, place *disk.Place, files map[string]frame.File, known []string) error {
	files, known, err := d.AddRecord(files, known)
	if err != nil {
		return err
	}
	return WriteFolder(ctx, place, files, known)
}
