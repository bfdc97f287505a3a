// SPDX-License-Identifier: Apache-2.0

package instrument

import (
	"bytes"
	"fmt"
	"regexp"
	"unicode/utf8"

	"osnova/catalog"
)

// mostAliases is how often a file of YAML may use anchors: twenty uses unfold to some thousands of words, a few dozen for minutes.
const mostAliases = 20

var (
	yamlAlias  = regexp.MustCompile(`(?m)(^|[\s\[,{:])\*[\pL\pN_]`)
	yamlSecond = regexp.MustCompile(`(?m)^---(\s|$)`)
)

// CheckYAML is the text of a file of YAML without the mark of UTF-8, and why it is not even looked at.
func CheckYAML(body []byte) (text []byte, reason string) {
	text = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	switch {
	case len(text) > catalog.MaxBytes:
		return nil, fmt.Sprintf("the file is longer than %d bytes: is this the right file?", catalog.MaxBytes)
	case !utf8.Valid(text) || bytes.IndexByte(text, 0) >= 0:
		return nil, "the file is not UTF-8: save it as UTF-8"
	case len(yamlAlias.FindAll(text, mostAliases+1)) > mostAliases:
		return nil, "it uses anchors (*name) more than 20 times: write the values out"
	case catalog.Depth(string(text)) > catalog.MaxDepth:
		return nil, fmt.Sprintf("brackets, lists or indents are nested deeper than %d: is this the right file?", catalog.MaxDepth)
	}
	if at := yamlSecond.FindIndex(text); at != nil && len(bytes.TrimSpace(text[:at[0]])) > 0 {
		return nil, "it holds several documents (---): give one"
	}
	return text, ""
}
