package main

import (
	"bytes"
	"fmt"
	"regexp"
	"unicode/utf8"

	"osnova/catalog"
)

// mostAliases is how often a spec may use anchors: twenty uses unfold to some thousands of words, a few dozen for minutes.
const mostAliases = 20

var (
	specAlias  = regexp.MustCompile(`(?m)(^|[\s\[,{:])\*[\pL\pN_]`)
	specSecond = regexp.MustCompile(`(?m)^---(\s|$)`)
)

// plainSpec is the text of a spec without the mark of UTF-8, and why it is not even looked at.
func plainSpec(body []byte) (text []byte, reason string) {
	text = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	switch {
	case len(text) > maxYAML:
		return nil, fmt.Sprintf("the file is longer than %d bytes: is this a spec?", maxYAML)
	case !utf8.Valid(text) || bytes.IndexByte(text, 0) >= 0:
		return nil, "the file is not UTF-8: save it as UTF-8"
	case len(specAlias.FindAll(text, mostAliases+1)) > mostAliases:
		return nil, "it uses anchors (*name) more than 20 times: write the values out"
	case depth(string(text)) > maxDepth:
		return nil, fmt.Sprintf("brackets, lists or indents are nested deeper than %d: is this a spec?", maxDepth)
	}
	if at := specSecond.FindIndex(text); at != nil && len(bytes.TrimSpace(text[:at[0]])) > 0 {
		return nil, "it holds several documents (---): give one"
	}
	return text, ""
}

// words of the decoder for what a person wrote.
var specTypes = regexp.MustCompile(`^cannot unmarshal (.+) into Go (?:struct field \S+|value) of type (\w+).*$`)

// specFindings says faults of a spec without the types of the program.
func specFindings(found catalog.Findings) catalog.Findings {
	kinds := map[string]string{"float64": "a number, such as 2.5", "int": "a whole number", "uint64": "a whole number of 0 or more", "bool": "true or false", "string": "a word"}
	for i, f := range found {
		found[i].Hint = "see docs/instruments/index.md for the keys"
		if m := specTypes.FindStringSubmatch(f.What); m != nil && kinds[m[2]] != "" {
			found[i].What = "the value has the wrong form: give " + kinds[m[2]]
		}
	}
	return found
}
