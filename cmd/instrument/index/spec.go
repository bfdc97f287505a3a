// SPDX-License-Identifier: Apache-2.0

package index

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"

	"osnova/catalog"
	"osnova/cmd/instrument"
	"osnova/metrics/composite"
	"osnova/metrics/frame"
)

// specTypes are words of the decoder for what a person wrote.
var specTypes = regexp.MustCompile(`^cannot unmarshal (.+) into Go (?:struct field \S+|value) of type (\w+).*$`)

// plainFindings says faults of a spec without the types of the program.
func plainFindings(found catalog.Findings) catalog.Findings {
	kinds := map[string]string{
		"float64": "a number, such as 2.5",
		"int":     "a whole number",
		"uint64":  "a whole number of 0 or more",
		"bool":    "true or false",
		"string":  "a word",
	}
	for i, f := range found {
		found[i].Hint = "see docs/instruments/index.md for the keys"
		if m := specTypes.FindStringSubmatch(f.What); m != nil && kinds[m[2]] != "" {
			found[i].What = "the value has the wrong form: give " + kinds[m[2]]
		}
	}
	return found
}

// readSpec reads the steps; no file is the empty spec.
func readSpec(d *instrument.Session, path string) (spec composite.Spec, body []byte, err error) {
	if path == "" {
		return spec, nil, nil
	}
	r, err := d.OpenInput("spec", path)
	if err != nil {
		return spec, nil, err
	}
	defer r.Close()
	if body, err = io.ReadAll(r); err != nil {
		return spec, nil, fmt.Errorf("read %s: %w", path, err)
	}
	text, reason := instrument.CheckYAML(body)
	if reason != "" {
		return spec, nil, d.AddFindings(specName(path), errors.New(reason))
	}
	if found := catalog.Decode(specName(path), text, &spec); len(found) > 0 {
		d.Findings = append(d.Findings, plainFindings(found)...)
		return spec, nil, instrument.ErrRefused
	}
	if err := spec.Check(); err != nil {
		return spec, nil, d.AddFindings(specName(path), err)
	}
	return spec, body, nil
}

// specName is how findings name a spec.
func specName(path string) string {
	if path == "" {
		return "spec"
	}
	return filepath.Base(path)
}

// openBeside reads a CSV that a spec names: beside the spec, else where the program runs.
func openBeside(d *instrument.Session, spec, path string) (*frame.Frame, error) {
	places := []string{path}
	if !filepath.IsAbs(path) && spec != "" && spec != "-" {
		places = []string{filepath.Join(filepath.Dir(spec), path), path}
	}
	for _, place := range places {
		if _, err := os.Stat(place); errors.Is(err, os.ErrNotExist) {
			continue
		}
		return d.LoadFrame(place, "lower", "upper", "Weight")
	}
	return nil, fmt.Errorf("there is no file %s: name it relative to the spec", path)
}
