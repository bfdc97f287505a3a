// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"text/template/parse"

	"osnova/catalog"
)

// templateCall is a function that a template calls, with its first argument where that stands there as a text.
type templateCall struct {
	function, text string
	line           int
}

// callsOf lists the calls of a template, of all that it defines; none of one that does not parse, which is told when it is written.
func callsOf(text string) (calls []templateCall) {
	tree := parse.New("main")
	tree.Mode = parse.SkipFuncCheck
	set := map[string]*parse.Tree{}
	if _, err := tree.Parse(text, "", "", set); err != nil {
		return nil
	}
	for _, t := range set {
		collectCalls(reflect.ValueOf(t.Root), text, &calls)
	}
	return calls
}

// collectCalls walks the nodes of a template, whose kinds share no common way to their children.
func collectCalls(v reflect.Value, text string, calls *[]templateCall) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return
		}
		switch n := v.Interface().(type) {
		case *parse.CommandNode:
			if id, ok := n.Args[0].(*parse.IdentifierNode); ok {
				c := templateCall{function: id.Ident, line: 1 + strings.Count(text[:min(int(id.Pos), len(text))], "\n")}
				if len(n.Args) > 1 {
					if s, ok := n.Args[1].(*parse.StringNode); ok {
						c.text = s.Text
					}
				}
				*calls = append(*calls, c)
				for _, arg := range n.Args[1:] {
					collectCalls(reflect.ValueOf(arg), text, calls)
				}
				return
			}
		case *parse.IdentifierNode: // a function as an argument is called too
			*calls = append(*calls, templateCall{function: n.Ident})
			return
		}
		collectCalls(v.Elem(), text, calls)
	case reflect.Slice:
		for i := range v.Len() {
			collectCalls(v.Index(i), text, calls)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				collectCalls(v.Field(i), text, calls)
			}
		}
	}
}

// lists reports whether a template calls a function.
func lists(calls []templateCall, function string) bool {
	return slices.ContainsFunc(calls, func(c templateCall) bool { return c.function == function })
}

// Calls finds what templates of pages name that nobody declares: pages, datasets, indicators, indices, sources.
func Calls(c *catalog.Catalog) (out catalog.Findings) {
	known := map[string]map[string]bool{"page": {}, "dataset": {}, "indicator": {}, "index": {}, "source": {}}
	for _, p := range c.Pages {
		known["page"][p.Name] = true
	}
	for _, d := range c.Datasets {
		known["dataset"][d.Name] = true
	}
	for _, i := range c.Indicators {
		known["indicator"][i.Name] = true
	}
	for _, x := range c.Indices {
		known["index"][x.Name] = true
	}
	for _, s := range c.Sources {
		known["source"][s.Name] = true
	}
	kinds := map[string]string{
		"page": "page", "link": "page", "data": "dataset", "part": "dataset", "indicator": "indicator", "indexNamed": "index", "bands": "index",
		"source": "source", "sourceOf": "source", "vintage": "source",
	}
	for _, p := range c.Pages {
		for _, call := range callsOf(p.Template) {
			if kind := kinds[call.function]; kind != "" && call.text != "" && !known[kind][call.text] {
				out.Add(fmt.Sprintf("%s/page.tmpl:%d", p.Dir, call.line), "write it, or drop the call", "it names the %s %q, which nobody declared", kind, call.text)
			}
		}
	}
	return out.Sorted()
}
