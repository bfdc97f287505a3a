// SPDX-License-Identifier: Apache-2.0

package xmlrecords

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"pgregory.net/rapid"
)

// theirs reads the same records by encoding/xml: outermost elements that are records, and the character data of the paths in them.
// ok is false where encoding/xml finds the file not well-formed, or it is by the standard and only that package lets it pass.
func theirs(in io.Reader, o Options) (out [][]string, ok bool) {
	d := xml.NewDecoder(in)
	d.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		if strings.EqualFold(label, "windows-1251") {
			return charmap.Windows1251.NewDecoder().Reader(in), nil
		}
		return nil, fmt.Errorf("%s", label)
	}
	var path []string
	var record []string
	roots, depth := 0, 0
	set := func(path string, text string) {
		for i, f := range o.Fields {
			if f == path {
				record[i] += text
			}
		}
	}
	for {
		t, err := d.RawToken()
		if err == io.EOF {
			return out, roots == 1 && len(path) == 0
		}
		if err != nil {
			return nil, false
		}
		switch t := t.(type) {
		case xml.StartElement:
			name := t.Name.Local
			if t.Name.Space != "" {
				name = t.Name.Space + ":" + name
			}
			if len(path) == 0 {
				if roots++; roots > 1 {
					return nil, false
				}
			}
			path = append(path, name)
			if depth == 0 && name == o.Records[0] {
				depth, record = len(path), make([]string, len(o.Fields))
			}
			if depth > 0 {
				below := strings.Join(path[depth:], "/")
				for _, a := range t.Attr {
					set(strings.TrimPrefix(below+"/@"+a.Name.Local, "/"), a.Value)
				}
			}
		case xml.EndElement:
			name := t.Name.Local
			if t.Name.Space != "" {
				name = t.Name.Space + ":" + name
			}
			if len(path) == 0 || path[len(path)-1] != name {
				return nil, false
			}
			if path = path[:len(path)-1]; depth > len(path) {
				out, depth = append(out, record), 0
			}
		case xml.CharData:
			if len(path) == 0 && len(bytes.TrimSpace(t)) > 0 {
				return nil, false
			}
			if depth > 0 {
				set(strings.Join(path[depth:], "/"), string(t))
			}
		case xml.Directive:
			return nil, false
		}
	}
}

// scan reads the same by the scanner; faulty tells that a record or a value could not be used.
func scan(in io.Reader, o Options) (out [][]string, faulty bool, err error) {
	s, err := NewScanner(in, o)
	if err != nil {
		return nil, false, err
	}
	for s.Next() {
		r := s.Record()
		if _, bad := r.Fault(); bad {
			faulty = true
		}
		row := make([]string, len(o.Fields))
		for i := range row {
			if row[i], err = r.Text(i); err != nil {
				faulty = true
			}
		}
		out = append(out, row)
	}
	return out, faulty, s.Err()
}

var plain = Options{Records: []string{"R"}, Fields: []string{"A", "B", "C/A", "@a", "A/@b"}}

// document draws a well-formed file with all that XML has but a document type: fields once a record, in any order, among others of the same
// names on other paths.
func document(t *rapid.T) string {
	text := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{
			"а", "ї", "Ґ", "№", " ", "\n", "\r\n", "\r", "x", "]", "]]", "'", "\"", ">", "/>", "--",
			"&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&#1110;", "&#x456;", "&#13;",
			"<!-- <R> &x; -->", "<!---->", "<?p <A> ?>", "<![CDATA[ </A></R><R> &amp; ]]]>", "<![CDATA[]]>", "<![CDATA[\r\n]]>",
		}), 0, 6).Draw(t, "text"), "")
	}).Filter(func(s string) bool {
		return !strings.Contains(strings.ReplaceAll(s, "]]]>", ""), "]]>>") && !outside(s)
	})
	value := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"а", "ї", " ", ">", "/>", "/", "&amp;", "&#1110;", "]]>", "\n"}), 0, 4).Draw(t, "value"), "")
	})
	attrs := func(names ...string) string {
		out := ""
		for _, n := range names {
			if rapid.Bool().Draw(t, "attribute") {
				quote := rapid.SampledFrom([]string{"'", `"`}).Draw(t, "quote")
				out += rapid.SampledFrom([]string{" ", "\n\t"}).Draw(t, "space") + n + rapid.SampledFrom([]string{"=", " = "}).Draw(t, "=") + quote + value.Draw(t, "value") + quote
			}
		}
		return out
	}
	element := func(name, attributes, inside string) string {
		if inside == "" && rapid.Bool().Draw(t, "empty") {
			return "<" + name + attributes + "/>"
		}
		return "<" + name + attributes + ">" + inside + "</" + name + rapid.SampledFrom([]string{"", " ", "\n"}).Draw(t, "end") + ">"
	}
	record := func() string {
		parts := []string{}
		for _, name := range []string{"A", "B"} {
			if rapid.Bool().Draw(t, name) {
				parts = append(parts, element(name, attrs("x", "b"), text.Draw(t, "text")))
			}
		}
		if rapid.Bool().Draw(t, "C") {
			parts = append(parts, element("C", attrs("a"), text.Draw(t, "text")+element("A", attrs("b"), text.Draw(t, "text"))+element("AA", "", "")))
		}
		for range rapid.IntRange(0, 2).Draw(t, "others") {
			parts = append(parts, element("D", attrs("a"), element("A", "", text.Draw(t, "text"))+text.Draw(t, "text")+element("R", "", element("B", "", "no"))), text.Draw(t, "between")+"<!-- -->") // so that parts put side by side make no ]]>
		}
		return element("R", attrs("a", "x"), strings.Join(rapid.Permutation(parts).Draw(t, "order"), ""))
	}
	out := "<D>"
	for range rapid.IntRange(0, 4).Draw(t, "records") {
		out += text.Draw(t, "between") + record() + element("B", "", text.Draw(t, "text"))
	}
	return out + "</D>"
}

// outside tells that ]]> stands in the text outside of CDATA, which XML forbids.
func outside(s string) bool {
	for {
		i := strings.Index(s, "<![CDATA[")
		j := strings.Index(s, "]]>")
		if j >= 0 && (i < 0 || j < i) {
			return true
		}
		if i < 0 {
			return false
		}
		s = s[i:]
		s = s[strings.Index(s, "]]>")+3:]
	}
}

// TestLikeEncodingXML: on any well-formed file the values are those of encoding/xml, whatever the encoding and however the bytes come.
func TestLikeEncodingXML(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := document(t)
		if rapid.Bool().Draw(t, "windows-1251") {
			encoded, err := charmap.Windows1251.NewEncoder().String(in)
			if err != nil {
				t.Fatal(err)
			}
			in = `<?xml version="1.0" encoding="windows-1251"?>` + encoded
		}
		want, ok := theirs(strings.NewReader(in), plain)
		if !ok {
			t.Fatalf("the test draws a broken file: %s", in)
		}
		reader := io.Reader(strings.NewReader(in))
		if rapid.Bool().Draw(t, "byte by byte") {
			reader = iotest.OneByteReader(reader)
		}
		got, faulty, err := scan(reader, plain)
		if err != nil || faulty {
			t.Fatalf("%s: faulty %v, %v", in, faulty, err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("%s\n%s", in, d)
		}
	})
}

// TestWindowEdges: all that XML has, moved over the edge of the window byte by byte, reads the same.
func TestWindowEdges(t *testing.T) {
	const tail = `<R a="1&amp;"><A b='>'>x&#1110;ї]]<!-- </A> --><![CDATA[]]]]>]</A><?p ?><B/><C><A>y</A></C></R></D>`
	want, ok := theirs(strings.NewReader("<D>"+tail), plain)
	if !ok {
		t.Fatal("the test draws a broken file")
	}
	for shift := range len(tail) + 8 {
		in := "<D>" + strings.Repeat(" ", window-shift) + tail
		got, faulty, err := scan(strings.NewReader(in), plain)
		if err != nil || faulty {
			t.Fatalf("%d: faulty %v, %v", shift, faulty, err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("%d: %s", shift, d)
		}
	}
}

// FuzzScanner: what encoding/xml reads, the scanner reads to the same values; nothing makes it panic; what it refuses it refuses at a byte of the file.
func FuzzScanner(f *testing.F) {
	for _, seed := range []string{
		`<R a="1"><A b="2">x&amp;<![CDATA[y]]></A><B/><C><A>z</A></C></R>`, `<R><A>&#x42F;&lt;</A></R><!-- c --><?p q?>`, `<R><A>a</A`, `<R><A>]]></A></R>`, `<R><D><R><A>no</A></R></D></R>`,
		"<R><A>\r\n\r</A></R>", `<R a='<'/>`, `<!DOCTYPE x>`, `<R><A>&#xD800;&e;</A></R>`, "<R>\x00\xff</R>", `</D><D>`, `<R><A>1</A><A>2</A></R>`, `<R><A>x<D/></A></R>`, `<R / >`, `<R a = "b"c='d'/>`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		in := "<D>" + body + "</D>"
		got, faulty, err := scan(iotest.HalfReader(strings.NewReader(in)), plain)
		if at := (&Error{}); err != nil {
			var is bool
			if at, is = err.(*Error); !is || at.Offset < 0 || at.Offset > int64(len(in)) {
				t.Fatalf("%q: %v", in, err)
			}
		}
		want, ok := theirs(strings.NewReader(in), plain)
		// what that package lets pass and the standard does not: a prolog inside, references to surrogates; and references of endless digits
		if !ok || strings.Contains(strings.ToLower(in), "<?xml") || strings.Contains(fmt.Sprint(want), "\ufffd") || strings.Contains(in, "&#0000000000") {
			return
		}
		if err != nil {
			t.Fatalf("%q: encoding/xml reads it, the scanner: %v", in, err)
		}
		if faulty { // a field twice or with elements inside: encoding/xml leaves that to its caller
			return
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("%q: %s", in, d)
		}
	})
}
