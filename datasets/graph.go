// SPDX-License-Identifier: Apache-2.0

package datasets

import (
	"strings"

	"osnova/catalog"
)

// graph is a small RDF graph: nodes with an address and one class, written as Turtle or as JSON-LD.
type graph []graphNode

type graphNode struct {
	id, kind string
	facts    []property
}

type property struct {
	name   string // with a prefix of prefixes
	values []graphTerm
}

// graphTerm is an address (iri) or a literal.
type graphTerm interface{ turtle() string }

type iriTerm string

type literalText struct{ value, language, kind string }

func taggedText(value, language string) graphTerm {
	return literalText{value: value, language: language}
}

func typed(value, kind string) graphTerm { return literalText{value: value, kind: kind} }

func plain(value string) graphTerm { return literalText{value: value} }

var prefixes = [][2]string{
	{"dcat", "http://www.w3.org/ns/dcat#"},
	{"dcatap", "http://data.europa.eu/r5r/"},
	{"dct", "http://purl.org/dc/terms/"},
	{"foaf", "http://xmlns.com/foaf/0.1/"},
	{"prov", "http://www.w3.org/ns/prov#"},
	{"rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
	{"skos", "http://www.w3.org/2004/02/skos/core#"},
	{"spdx", "http://spdx.org/rdf/terms#"},
	{"vcard", "http://www.w3.org/2006/vcard/ns#"},
	{"xsd", "http://www.w3.org/2001/XMLSchema#"},
}

// ownPrefix is for what no vocabulary has a term for: osnova:synthetic. It is written only where it is used.
var ownPrefix = [2]string{"osnova", "urn:osnova:terms:"}

// prefixes of the graph.
func (g graph) prefixes() [][2]string {
	for _, n := range g {
		for _, f := range n.facts {
			if strings.HasPrefix(f.name, ownPrefix[0]+":") {
				return append(prefixes[:len(prefixes):len(prefixes)], ownPrefix)
			}
		}
	}
	return prefixes
}

// add appends values to a property, keeping properties in the order of their first use.
func (n *graphNode) add(name string, values ...graphTerm) {
	for i := range n.facts {
		if n.facts[i].name == name {
			n.facts[i].values = append(n.facts[i].values, values...)
			return
		}
	}
	n.facts = append(n.facts, property{name, values})
}

func (n *graphNode) texts(name string, t catalog.Text) {
	n.add(name, taggedText(t.UK, "uk"), taggedText(t.EN, "en"))
}

func (g graph) turtle() []byte {
	var out strings.Builder
	for _, p := range g.prefixes() {
		out.WriteString("@prefix " + p[0] + ": <" + p[1] + "> .\n")
	}
	for _, n := range g {
		out.WriteString("\n" + iriTerm(n.id).turtle() + " a " + n.kind)
		for _, f := range n.facts {
			out.WriteString(" ;\n  " + f.name + " ")
			for i, v := range f.values {
				if i > 0 {
					out.WriteString(", ")
				}
				out.WriteString(v.turtle())
			}
		}
		out.WriteString(" .\n")
	}
	return []byte(out.String())
}

// address escapes what Turtle allows in no address.
var address = strings.NewReplacer(" ", "%20", "<", "%3C", ">", "%3E", `"`, "%22", "{", "%7B", "}", "%7D", "|", "%7C", "^", "%5E", "`", "%60", `\`, "%5C", "\n", "%0A")

var inString = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`)

func (i iriTerm) turtle() string { return "<" + address.Replace(string(i)) + ">" }

func (l literalText) turtle() string {
	out := `"` + inString.Replace(l.value) + `"`
	switch {
	case l.language != "":
		out += "@" + l.language
	case l.kind != "":
		out += "^^" + l.kind
	}
	return out
}

func (g graph) jsonLD() []byte {
	context := map[string]string{}
	for _, p := range g.prefixes() {
		context[p[0]] = p[1]
	}
	nodes := []map[string]any{}
	for _, n := range g {
		one := map[string]any{"@id": address.Replace(n.id), "@type": n.kind}
		for _, f := range n.facts {
			var list []any
			for _, v := range f.values {
				list = append(list, jsonTerm(v))
			}
			one[f.name] = list
		}
		nodes = append(nodes, one)
	}
	return pretty(map[string]any{"@context": context, "@graph": nodes})
}

func jsonTerm(v graphTerm) any {
	l, ok := v.(literalText)
	switch {
	case !ok:
		return map[string]string{"@id": address.Replace(string(v.(iriTerm)))}
	case l.language != "":
		return map[string]string{"@value": l.value, "@language": l.language}
	case l.kind != "":
		return map[string]string{"@value": l.value, "@type": l.kind}
	}
	return map[string]string{"@value": l.value}
}
