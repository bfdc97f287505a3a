package index

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"unicode/utf8"

	"osnova/catalog"
	"osnova/cmd/instrument"
	"osnova/metrics/composite"
	"osnova/metrics/frame"
)

// mostAliases is how often a spec may use anchors: twenty uses unfold to some thousands of words, a few dozen for minutes.
const mostAliases = 20

var (
	specAlias  = regexp.MustCompile(`(?m)(^|[\s\[,{:])\*[\pL\pN_]`)
	specSecond = regexp.MustCompile(`(?m)^---(\s|$)`)
)

// checkText is the text of a spec without the mark of UTF-8, and why it is not even looked at.
func checkText(body []byte) (text []byte, reason string) {
	text = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	switch {
	case len(text) > catalog.MaxBytes:
		return nil, fmt.Sprintf("the file is longer than %d bytes: is this a spec?", catalog.MaxBytes)
	case !utf8.Valid(text) || bytes.IndexByte(text, 0) >= 0:
		return nil, "the file is not UTF-8: save it as UTF-8"
	case len(specAlias.FindAll(text, mostAliases+1)) > mostAliases:
		return nil, "it uses anchors (*name) more than 20 times: write the values out"
	case catalog.Depth(string(text)) > catalog.MaxDepth:
		return nil, fmt.Sprintf("brackets, lists or indents are nested deeper than %d: is this a spec?", catalog.MaxDepth)
	}
	if at := specSecond.FindIndex(text); at != nil && len(bytes.TrimSpace(text[:at[0]])) > 0 {
		return nil, "it holds several documents (---): give one"
	}
	return text, ""
}

// specTypes are words of the decoder for what a person wrote.
var specTypes = regexp.MustCompile(`^cannot unmarshal (.+) into Go (?:struct field \S+|value) of type (\w+).*$`)

// plainFindings says faults of a spec without the types of the program.
func plainFindings(found catalog.Findings) catalog.Findings {
	kinds := map[string]string{"float64": "a number, such as 2.5", "int": "a whole number", "uint64": "a whole number of 0 or more", "bool": "true or false", "string": "a word"}
	for i, f := range found {
		found[i].Hint = "see docs/instruments/index.md for the keys"
		if m := specTypes.FindStringSubmatch(f.What); m != nil && kinds[m[2]] != "" {
			found[i].What = "the value has the wrong form: give " + kinds[m[2]]
		}
	}
	return found
}

// readSpec reads the steps; no file is the empty spec.
func readSpec(d *instrument.Desk, path string) (spec composite.Spec, body []byte, err error) {
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
	text, reason := checkText(body)
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
func openBeside(d *instrument.Desk, spec, path string) (*frame.Frame, error) {
	places := []string{path}
	if !filepath.IsAbs(path) && spec != "" && spec != "-" {
		places = []string{filepath.Join(filepath.Dir(spec), path), path}
	}
	for _, place := range places {
		f, err := os.Open(place)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		defer f.Close()
		d.NoteInput(place)
		return frame.Read(filepath.Base(path), f)
	}
	return nil, fmt.Errorf("there is no file %s: name it relative to the spec", path)
}
