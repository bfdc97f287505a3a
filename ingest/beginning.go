// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"

	"osnova/catalog"
)

// Kinds of bytes, as their beginning shows them.
const (
	bytesHTML = "a web page"
	bytesXML  = "XML"
	bytesJSON = "JSON"
	bytesZIP  = "a ZIP or workbook"
	bytesGZIP = "gzip"
	bytesText = "text"
)

// kindOfBytes tells what a file is by its beginning.
func kindOfBytes(body []byte) string {
	text := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(body[:min(len(body), 512)], []byte("\ufeff")), " \t\r\n"))
	switch {
	case bytes.HasPrefix(body, []byte("PK\x03\x04")):
		return bytesZIP
	case bytes.HasPrefix(body, []byte{0x1f, 0x8b}):
		return bytesGZIP
	case bytes.HasPrefix(text, []byte("<!doctype html")), bytes.HasPrefix(text, []byte("<html")):
		return bytesHTML
	case bytes.HasPrefix(text, []byte("<")):
		return bytesXML
	case bytes.HasPrefix(text, []byte("{")), bytes.HasPrefix(text, []byte("[")):
		return bytesJSON
	}
	return bytesText
}

// declaredKinds are what the bytes of a file may be; none: anything.
func declaredKinds(s catalog.Source, f catalog.File) []string {
	switch {
	case f.Pack == "zip":
		return []string{bytesZIP}
	case f.Pack == "gzip", strings.HasSuffix(f.Mirror, ".gz"):
		return []string{bytesGZIP}
	}
	kind := s.Format.Kind
	if kind == "" { // a parser of its own: the name tells
		kind = strings.TrimPrefix(path.Ext(f.Mirror), ".")
	}
	if kind == "pivot" && s.Format.Pivot != nil {
		kind = s.Format.Pivot.Table
	}
	switch kind {
	case "csv", "tsv":
		return []string{bytesText}
	case "xlsx":
		return []string{bytesZIP}
	case "table":
		return []string{bytesText, bytesZIP, bytesGZIP}
	case "xml":
		return []string{bytesXML, bytesZIP, bytesGZIP}
	case "html":
		return []string{bytesHTML, bytesXML, bytesText}
	case "json", "geojson", "jsonstat":
		return []string{bytesJSON}
	case "sdmx":
		return []string{bytesXML, bytesText}
	}
	return nil
}

// otherType says what the bytes are where they are not what is declared.
func otherType(s catalog.Source, f catalog.File, body []byte) string {
	kinds := declaredKinds(s, f)
	if got := kindOfBytes(body); len(body) > 0 && len(kinds) > 0 && !slices.Contains(kinds, got) {
		return fmt.Sprintf("%s is %s, not %s", f.Label(), got, strings.Join(kinds, " or "))
	}
	return ""
}

// fromBeginning reports whether the first records of a file can be read without the rest.
func fromBeginning(s catalog.Source, f catalog.File) bool {
	kinds := declaredKinds(s, f)
	return s.Format.Kind == "xml" || len(kinds) == 1 && kinds[0] == bytesText
}

// beginning makes of what was taken of a file one that can be read: as it is if it is whole, else its first whole lines or records. Ok is false
// where only the whole could be read.
func beginning(s catalog.Source, f catalog.File, body []byte, cut bool) (out []byte, ok bool) {
	if !cut {
		return body, true
	}
	kind := kindOfBytes(body)
	if s.Format.Kind == "xml" {
		if kind == bytesZIP {
			if body, ok = firstMember(body, s.Format.Members); !ok {
				return nil, false
			}
		}
		return wholeRecords(body, s.Format.Records)
	}
	if !fromBeginning(s, f) || kind != bytesText {
		return nil, false
	}
	last := bytes.LastIndexByte(body, '\n')
	return body[:last+1], last >= 0
}

// firstMember unpacks the beginning of the first member of a ZIP of which only the beginning is there. Its name must be one that is read.
func firstMember(body []byte, members string) ([]byte, bool) {
	const header = 30
	if len(body) < header || binary.LittleEndian.Uint16(body[8:]) != 8 { // deflate
		return nil, false
	}
	name, extra := int(binary.LittleEndian.Uint16(body[26:])), int(binary.LittleEndian.Uint16(body[28:]))
	if len(body) < header+name+extra {
		return nil, false
	}
	if pattern, err := regexp.Compile(members); err != nil || !pattern.Match(body[header:header+name]) {
		return nil, false
	}
	r := flate.NewReader(bytes.NewReader(body[header+name+extra:]))
	defer r.Close()
	out, err := io.ReadAll(io.LimitReader(r, 4*headBytes))
	return out, len(out) > 0 && (err == nil || err == io.ErrUnexpectedEOF)
}

var firstElement = regexp.MustCompile(`<([A-Za-z_][\w.:-]*)`)

// wholeRecords cuts XML behind its last whole record and closes its root.
func wholeRecords(body []byte, records []string) ([]byte, bool) {
	end := -1
	for _, r := range records {
		closing := []byte("</" + r + ">")
		if i := bytes.LastIndex(body, closing); i >= 0 { // a name further on may be that of a member of the records
			end = i + len(closing)
			break
		}
	}
	root := firstElement.FindSubmatch(body)
	if end < 0 || root == nil {
		return body, true // the reader says what is missing
	}
	return append(slices.Clone(body[:end]), []byte("</"+string(root[1])+">")...), true
}
