// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// JSONPath finds texts in a JSON value. Steps are parted by dots: a member by its name (in ' ' if the name has other signs), of a list
// [0] its first element, [] all of them, [lang=uk] those whose member lang is uk, [#] how many there are. Where several values are found their
// texts are joined with "; ". A leading ^ begins at the record around the row that each made, a lone dot is the row itself, and paths parted by | are
// spellings: the first that is not empty is taken.
type JSONPath struct {
	text  string
	paths []jsonSteps
}

type jsonSteps struct {
	outer bool // from the record around the row
	steps []jsonStep
}

// jsonStep is a member by name, or a place in a list.
type jsonStep struct {
	name   string
	list   bool
	index  int // of a list; -1: all that match
	count  bool
	member string // of elements that are taken; empty: all
	value  string
}

// maxSteps is how deep a path may lead.
const maxSteps = 32

// CompileJSONPath reads a path.
func CompileJSONPath(text string) (JSONPath, error) {
	p := JSONPath{text: text}
	for _, spelling := range split(text, '|') {
		one := jsonSteps{}
		rest := strings.TrimSpace(spelling)
		if after, ok := strings.CutPrefix(rest, "^"); ok {
			one.outer, rest = true, strings.TrimPrefix(after, ".")
		}
		switch rest {
		case ".":
			p.paths = append(p.paths, one)
			continue
		case "":
			return p, fmt.Errorf("path %q has an empty part", text)
		}
		for _, part := range split(rest, '.') {
			steps, err := compileStep(part)
			if err != nil {
				return p, fmt.Errorf("path %q: %w", text, err)
			}
			one.steps = append(one.steps, steps...)
		}
		if len(one.steps) > maxSteps {
			return p, fmt.Errorf("path %q has more than %d steps", text, maxSteps)
		}
		p.paths = append(p.paths, one)
	}
	return p, nil
}

// split cuts at a sign that stands outside of ' ' and [ ].
func split(text string, at byte) (out []string) {
	quoted, inside, begun := false, false, 0
	for i := range len(text) {
		switch c := text[i]; {
		case c == '\'':
			quoted = !quoted
		case quoted:
		case c == '[':
			inside = true
		case c == ']':
			inside = false
		case c == at && !inside:
			out, begun = append(out, text[begun:i]), i+1
		}
	}
	return append(out, text[begun:])
}

// compileStep reads one part between dots: a name, then brackets.
func compileStep(part string) (out []jsonStep, err error) {
	name, brackets := part, ""
	if quoted, ok := strings.CutPrefix(part, "'"); ok {
		if name, brackets, ok = strings.Cut(quoted, "'"); !ok {
			return nil, fmt.Errorf("%q: the quote is not closed", part)
		}
	} else if at := strings.IndexByte(part, '['); at >= 0 {
		name, brackets = part[:at], part[at:]
	}
	if name = strings.TrimSpace(name); name != "" {
		out = append(out, jsonStep{name: name})
	} else if brackets == "" {
		return nil, fmt.Errorf("%q is no step", part)
	}
	for brackets != "" {
		inner, rest, ok := strings.Cut(strings.TrimPrefix(brackets, "["), "]")
		if !ok || brackets[0] != '[' {
			return nil, fmt.Errorf("%q: write [0], [], [#] or [member=value]", part)
		}
		brackets = rest
		s := jsonStep{list: true, index: -1}
		member, value, equal := strings.Cut(inner, "=")
		switch n, err := strconv.Atoi(inner); {
		case inner == "":
		case inner == "#":
			s.count = true
		case equal && member != "":
			s.member, s.value = strings.TrimSpace(member), strings.Trim(strings.TrimSpace(value), "'")
		case err == nil && n >= 0:
			s.index = n
		default:
			return nil, fmt.Errorf("%q: write [0], [], [#] or [member=value]", part)
		}
		out = append(out, s)
	}
	return out, nil
}

// Text is what the path finds in a row, and in the record around it; fault says why it cannot be a cell.
func (p JSONPath) Text(row, record any) (text, fault string) {
	text, fault, _ = p.value(row, record)
	return text, fault
}

// value is Text, with how the document keeps it.
func (p JSONPath) value(row, record any) (text, fault string, stored Stored) {
	for _, one := range p.paths {
		var found []string
		in := row
		if one.outer {
			in = record
		}
		text, fault, stored = "", "", AsText
		for _, v := range follow1(one.steps, []any{in}) {
			t, f := scalar(v)
			if f != "" {
				fault = f
			}
			if _, number := v.(json.Number); number {
				stored = AsNumber
			}
			if t != "" {
				found = append(found, t)
			}
		}
		if len(found) > 1 {
			stored = AsText
		}
		if text = strings.Join(found, "; "); text != "" || fault != "" {
			return text, fault, stored
		}
	}
	return text, fault, stored
}

// values are what the path leads to, lists spread; nil if nothing is there.
func (p JSONPath) values(row any) []any {
	for _, one := range p.paths {
		var out []any
		for _, v := range follow1(one.steps, []any{row}) {
			switch v := v.(type) {
			case nil:
			case []any:
				out = append(out, v...)
			default:
				out = append(out, v)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// follow1 takes step by step all values that one path leads to.
func follow1(steps []jsonStep, at []any) []any {
	for _, s := range steps {
		var next []any
		for _, v := range at {
			if !s.list {
				if object, ok := v.(map[string]any); ok {
					if member, ok := object[s.name]; ok {
						next = append(next, member)
					}
				}
				continue
			}
			list, ok := v.([]any)
			switch {
			case !ok:
			case s.count:
				next = append(next, json.Number(strconv.Itoa(len(list))))
			case s.index >= 0:
				if s.index < len(list) {
					next = append(next, list[s.index])
				}
			default:
				for _, e := range list {
					if s.takes(e) {
						next = append(next, e)
					}
				}
			}
		}
		at = next
	}
	return at
}

func (s jsonStep) takes(element any) bool {
	if s.member == "" {
		return true
	}
	object, ok := element.(map[string]any)
	if !ok {
		return false
	}
	text, _ := scalar(object[s.member])
	return text == s.value
}

// scalar is the text of a value that is no list and no object.
func scalar(v any) (text, fault string) {
	switch v := v.(type) {
	case nil:
		return "", ""
	case string:
		return v, ""
	case json.Number:
		return v.String(), ""
	case bool:
		return strconv.FormatBool(v), ""
	}
	return "", "is " + kindOf(v) + ", not a value"
}

// kindOf names the kind of a JSON value.
func kindOf(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case string:
		return "a text"
	case json.Number:
		return "a number"
	case bool:
		return "true or false"
	case []any:
		return "a list"
	}
	return "an object"
}
