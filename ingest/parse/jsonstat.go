// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// jsonstat is a dataset of JSON-stat 2.0 (json-stat.org/full), as far as it is read.
type jsonstat struct {
	Class     string                   `json:"class"`
	ID        []string                 `json:"id"`
	Size      []int                    `json:"size"`
	Value     json.RawMessage          `json:"value"`
	Status    json.RawMessage          `json:"status"`
	Dimension map[string]jsonDimension `json:"dimension"`
	Dataset   json.RawMessage          `json:"dataset"` // of version 1, whose members stand one step lower
	Error     json.RawMessage          `json:"error"`   // of Eurostat: what is wrong with the question
	Warning   json.RawMessage          `json:"warning"` // the answer is to be asked for later
}

type jsonDimension struct {
	Category struct {
		Index json.RawMessage            `json:"index"`
		Label map[string]json.RawMessage `json:"label"`
	} `json:"category"`
}

// readJSONStat reads a cube in JSON-stat 2.0. Columns take codes of dimensions by their ids. One record of the account is one cell that has a
// value or a status: values may be a list of all cells (null: missing) or an object of those there are, a status may be one for all.
func readJSONStat(c *cubeReader, file string, body []byte) error {
	text, err := Decode(file, body, "")
	if err != nil {
		return err
	}
	var d jsonstat
	if err := json.Unmarshal(text, &d); err != nil {
		return &Error{File: file, What: "the file is not JSON-stat: " + err.Error(), Hint: "it may be truncated, or the server sent a page"}
	}
	switch {
	case len(d.Error) > 0 || len(d.Warning) > 0:
		return &Error{File: file, What: "the server sent a message instead of data: " + shorten(string(d.Error)+string(d.Warning)), Hint: "ask for less at once: filter by dimensions in the address"}
	case d.Class != "dataset" || len(d.Dataset) > 0:
		return &Error{File: file, What: fmt.Sprintf("the class is %q", d.Class), Hint: "a dataset of JSON-stat 2.0 is read"}
	}
	codes, cells, err := d.layout(file)
	if err != nil {
		return err
	}
	values, err := entries(d.Value, cells)
	if err != nil {
		return &Error{File: file, What: "value: " + err.Error(), Hint: "the file may be damaged"}
	}
	status, err := statuses(d.Status, cells)
	if err != nil {
		return &Error{File: file, What: "status: " + err.Error(), Hint: "the file may be damaged"}
	}
	c.names = d.ID
	at := map[int]bool{}
	for i := range values {
		at[i] = true
	}
	for i := range status.of {
		at[i] = true
	}
	order := make([]int, 0, len(at))
	for i := range at {
		order = append(order, i)
	}
	slices.Sort(order)
	for _, i := range order {
		place := i
		key := make([]string, len(d.ID))
		for k := len(d.ID) - 1; k >= 0; k-- {
			key[k] = codes[k][place%d.Size[k]]
			place /= d.Size[k]
		}
		of := func(name string) (string, bool) {
			if k := slices.Index(d.ID, name); k >= 0 {
				return key[k], true
			}
			return "", false
		}
		raw := values[i]
		value, flag := figure(raw, nil)
		if s := TrimSpace(status.at(i)); s != "" && (value != "" || flag == ":") {
			if value != "" || s != ":" {
				flag = s
			}
		}
		if err := c.add(observation{i + 1, of, raw, value, flag, AsNumber}); err != nil {
			return err
		}
	}
	return nil
}

// layout gives the codes of each dimension in their order, and how many cells the cube has.
func (d *jsonstat) layout(file string) (codes [][]string, cells int, err error) {
	fault := func(format string, a ...any) error {
		return &Error{File: file, What: fmt.Sprintf(format, a...), Hint: "the file may be damaged"}
	}
	if len(d.ID) == 0 || len(d.ID) != len(d.Size) {
		return nil, 0, fault("%d dimensions, %d sizes", len(d.ID), len(d.Size))
	}
	cells = 1
	for k, id := range d.ID {
		n := d.Size[k]
		if n < 0 || n > maxCells || cells*max(n, 1) > 50*maxCells {
			return nil, 0, fault("the cube spans too many cells")
		}
		cells *= n
		dim, ok := d.Dimension[id]
		if !ok {
			return nil, 0, fault("dimension %q is not described", id)
		}
		list, err := dim.codes()
		if err != nil {
			return nil, 0, fault("dimension %q: %v", id, err)
		}
		if len(list) != n {
			return nil, 0, fault("dimension %q has %d categories, its size is %d", id, len(list), n)
		}
		codes = append(codes, list)
	}
	return codes, cells, nil
}

// codes gives the categories in their order: of a list, of an object that numbers them, or the only one, which may have a label alone.
func (d *jsonDimension) codes() ([]string, error) {
	raw := d.Category.Index
	if len(raw) == 0 {
		if len(d.Category.Label) != 1 {
			return nil, fmt.Errorf("%d categories without an index", len(d.Category.Label))
		}
		for code := range d.Category.Label {
			return []string{code}, nil
		}
	}
	var list []string
	if err := json.Unmarshal(raw, &list); err == nil {
		return list, nil
	}
	var numbers map[string]int
	if err := json.Unmarshal(raw, &numbers); err != nil {
		return nil, err
	}
	list = make([]string, len(numbers))
	taken := make([]bool, len(numbers))
	for code, n := range numbers {
		if n < 0 || n >= len(list) || taken[n] {
			return nil, fmt.Errorf("category %q has the place %d of %d", code, n, len(list))
		}
		list[n], taken[n] = code, true
	}
	return list, nil
}

// entries reads a list or an object by the number of the cell, as text; null is "".
func entries(raw json.RawMessage, cells int) (map[int]string, error) {
	out := map[int]string{}
	put := func(i int, v json.RawMessage) error {
		if i < 0 || i >= cells {
			return fmt.Errorf("cell %d of %d", i, cells)
		}
		s := string(v)
		if s == "null" {
			s = ""
		} else if strings.HasPrefix(s, `"`) {
			if err := json.Unmarshal(v, &s); err != nil {
				return err
			}
		}
		out[i] = s
		return nil
	}
	var list []json.RawMessage
	if err := json.Unmarshal(raw, &list); err == nil {
		for i, v := range list {
			if err := put(i, v); err != nil {
				return nil, err
			}
		}
		return out, nil
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(raw, &object); err != nil {
		return nil, err
	}
	for key, v := range object {
		i, err := strconv.Atoi(key)
		if err != nil {
			return nil, fmt.Errorf("cell %q is no number", key)
		}
		if err := put(i, v); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// flags are the statuses of cells: one for all, or of each.
type flags struct {
	all string
	of  map[int]string
}

func (f flags) at(i int) string {
	if s, ok := f.of[i]; ok {
		return s
	}
	return f.all
}

func statuses(raw json.RawMessage, cells int) (f flags, err error) {
	if len(raw) == 0 || string(raw) == "null" {
		return f, nil
	}
	if json.Unmarshal(raw, &f.all) == nil {
		return f, nil
	}
	if f.of, err = entries(raw, cells); err != nil {
		return f, err
	}
	for i, s := range f.of {
		if s == "" {
			delete(f.of, i)
		}
	}
	return f, nil
}

// shorten keeps a message short.
func shorten(s string) string {
	if r := []rune(s); len(r) > 200 {
		return string(r[:200]) + "…"
	}
	return s
}
