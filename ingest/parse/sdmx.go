// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/transform"

	"osnova/ingest/parse/encodings"
)

// maxDepth is how deep elements of SDMX may nest; real messages need eight.
const maxDepth = 64

// readSDMX reads data of SDMX-ML 2.1, generic or structure-specific, in series or flat. Columns take dimensions and attributes by their ids,
// whichever element carries them; a nearer one wins. One record of the account is one Obs. The message is read as it streams; a document type
// is refused, so that no entity but the five of XML is ever resolved. A message of the server (no results, too large) is an error.
func readSDMX(c *cubeReader, file string, body []byte) error {
	d := xml.NewDecoder(bytes.NewReader(body))
	d.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		name := strings.Replace(strings.ToLower(label), "us-ascii", encodings.UTF8, 1)
		told, _ := encodings.DetectEncoding(body, false, name) // the declaration may lie
		if told == encodings.UTF8 {
			return in, nil
		}
		decoder, err := encodings.Decoder(told)
		if err != nil {
			return nil, err
		}
		return transform.NewReader(in, decoder), nil
	}
	m := sdmxReader{cube: c, file: file, decoder: d, time: "TIME_PERIOD"}
	if err := m.read(); err != nil {
		var known *Error
		if errors.As(err, &known) {
			return err
		}
		line, _ := d.InputPos()
		return &Error{File: file, Line: line, What: "the XML cannot be read: " + err.Error(), Hint: "fetch it again, it may be truncated"}
	}
	return nil
}

// sdmxReader is a message that is being read.
type sdmxReader struct {
	cube    *cubeReader
	file    string
	decoder *xml.Decoder
	time    string // the dimension that observations of a series differ in
	path    []string
	dataset map[string]string // what holds for all
	series  map[string]string
	obs     map[string]string
	message string
	code    string
	data    bool
}

func (m *sdmxReader) read() error {
	for {
		token, err := m.decoder.Token()
		if err == io.EOF {
			if !m.data {
				return &Error{File: m.file, What: "the message has no data set", Hint: "is it SDMX-ML 2.1?"}
			}
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.Directive:
			if strings.HasPrefix(strings.ToUpper(string(t)), "DOCTYPE") {
				return &Error{File: m.file, What: "the message has a document type", Hint: "SDMX has none: do not trust the file"}
			}
		case xml.StartElement:
			if len(m.path) >= maxDepth {
				return &Error{File: m.file, What: fmt.Sprintf("elements nest more than %d deep", maxDepth), Hint: "do not trust the file"}
			}
			m.path = append(m.path, t.Name.Local)
			m.open(t)
		case xml.EndElement:
			m.path = m.path[:len(m.path)-1]
			if err := m.close(t.Name.Local); err != nil {
				return err
			}
		case xml.CharData:
			if m.code != "" && m.inside("Text") && len(m.message) < 500 {
				m.message += string(t)
			}
		}
	}
}

func (m *sdmxReader) inside(name string) bool {
	return len(m.path) > 0 && m.path[len(m.path)-1] == name
}

func (m *sdmxReader) within(name string) bool { return slices.Contains(m.path, name) }

func (m *sdmxReader) open(t xml.StartElement) {
	switch t.Name.Local {
	case "Structure":
		if v := xmlAttribute(t, "dimensionAtObservation"); v != "" && v != "AllDimensions" {
			m.time = v
		}
	case "DataSet":
		m.data, m.dataset, m.series, m.obs = true, plain(t), nil, nil
	case "Series":
		m.series = plain(t)
	case "Obs":
		m.obs = plain(t)
	case "Value":
		id, v := xmlAttribute(t, "id"), xmlAttribute(t, "value")
		switch {
		case m.obs != nil:
			m.obs[id] = v
		case m.series != nil && !m.within("Group"):
			m.series[id] = v
		case m.dataset != nil && !m.within("Group"):
			m.dataset[id] = v
		}
	case "ObsDimension":
		if m.obs != nil {
			id := xmlAttribute(t, "id")
			if id == "" {
				id = m.time
			}
			m.obs[id] = xmlAttribute(t, "value")
		}
	case "ObsValue":
		if m.obs != nil {
			m.obs["OBS_VALUE"] = xmlAttribute(t, "value")
		}
	case "ErrorMessage", "Message":
		if code := xmlAttribute(t, "code"); code != "" {
			m.code = code
		}
	}
}

func (m *sdmxReader) close(name string) error {
	switch name {
	case "Series":
		m.series = nil
	case "DataSet":
		m.dataset = nil
	case "Obs":
		line, _ := m.decoder.InputPos()
		levels := []map[string]string{m.obs, m.series, m.dataset}
		m.obs = nil
		if m.cube.names == nil {
			names := map[string]bool{}
			for _, l := range levels {
				for k := range l {
					names[k] = true
				}
			}
			m.cube.names = slices.Sorted(maps.Keys(names))
		}
		return m.cube.add(sdmxObservation(line, func(name string) (string, bool) {
			for _, l := range levels {
				if v, ok := l[name]; ok {
					return v, true
				}
			}
			return "", false
		}))
	case "ErrorMessage", "Message":
		if m.code != "" {
			what := strings.Join(strings.Fields(m.message), " ")
			return &Error{File: m.file, What: fmt.Sprintf("the server sent message %s: %s", m.code, shorten(what)), Hint: "ask by a narrower key, series by series"}
		}
	}
	return nil
}

// plain gives the attributes of an element that belong to the data: those without a namespace of their own.
func plain(t xml.StartElement) map[string]string {
	out := map[string]string{}
	for _, a := range t.Attr {
		if a.Name.Space == "" && a.Name.Local != "xmlns" {
			out[a.Name.Local] = a.Value
		}
	}
	return out
}

func xmlAttribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// sdmxObservation reads value and status: the code list CL_OBS_STATUS in small letters, A (normal) is empty, M, L, H and O are missing;
// a confidential observation is c, whatever else it is.
func sdmxObservation(line int, of func(string) (string, bool)) observation {
	raw, _ := of("OBS_VALUE")
	value, status := figure(raw, nil)
	code := ""
	for _, name := range []string{"OBS_STATUS", "OBS_FLAG"} {
		if v, _ := of(name); v != "" {
			code = strings.ToLower(before(v))
			break
		}
	}
	switch code {
	case "", "a":
	case "m", "l", "h", "o":
		status = ":"
	default:
		status = code
	}
	if conf, _ := of("CONF_STATUS"); slices.Contains([]string{"C", "N", "D", "S"}, strings.ToUpper(before(conf))) {
		status = "c"
	}
	return observation{line, of, raw, value, status, AsNumber}
}

// before gives the code of "A: Annual".
func before(v string) string {
	code, _, _ := strings.Cut(v, ":")
	return TrimSpace(code)
}

// readSDMXText reads SDMX-CSV 1.0 and 2.0: one observation a record, the header names dimensions and attributes. Where labels stand with the
// codes ("FREQ: Frequency", "A: Annual"), the codes are taken. A record that deletes (ACTION D) is skipped.
func readSDMXText(c *cubeReader, file string, body []byte) error {
	records, err := ReadCSV(file, body, c.source.Format)
	if err != nil {
		return err
	}
	if len(records) == 0 {
		return &Error{File: file, What: "the file has no header", Hint: "it may be truncated"}
	}
	at, labelled := map[string]int{}, false
	for i, h := range records[0].Cells {
		name := TrimSpace(h)
		if strings.Contains(name, ": ") {
			name, labelled = before(name), true
		}
		if _, ok := at[name]; !ok {
			at[name] = i
			c.names = append(c.names, name)
		}
	}
	if _, ok := at["OBS_VALUE"]; !ok {
		return &Error{File: file, Line: 1, What: "the header has no OBS_VALUE", Hint: "columns are: " + shorten(strings.Join(c.names, ", "))}
	}
	for _, r := range records[1:] {
		if len(r.Cells) != len(records[0].Cells) {
			c.tally.In++
			c.tally.Reject(r.Line, "", fmt.Sprint(len(r.Cells)), fmt.Sprintf("%d cells, the header has %d", len(r.Cells), len(records[0].Cells)))
			continue
		}
		of := func(name string) (string, bool) {
			i, ok := at[name]
			if !ok {
				return "", false
			}
			if labelled && strings.Contains(r.Cells[i], ": ") {
				return before(r.Cells[i]), true
			}
			return r.Cells[i], true
		}
		if action, _ := of("ACTION"); action == "D" {
			c.tally.In++
			c.tally.Skip("deleted")
			continue
		}
		if err := c.add(sdmxObservation(r.Line, of)); err != nil {
			return err
		}
	}
	return nil
}
