// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"osnova/catalog"
	"osnova/ingest/gazetteer"
)

// everyCleaner is a text column for each way of cleaning, the other types with those that go with them, and one that is padded.
func everyCleaner() []catalog.SourceColumn {
	columns := []catalog.SourceColumn{{Column: catalog.Column{Name: "padded", Type: catalog.TypeText}, Pad: 8, Null: []string{"-"}}}
	for _, clean := range catalog.Cleans {
		for _, kind := range []string{catalog.TypeText, catalog.TypeInteger, catalog.TypeNumber, catalog.TypeBoolean, catalog.TypeDate} {
			columns = append(columns, catalog.SourceColumn{Column: catalog.Column{Name: kind + " " + clean, Type: kind}, Clean: clean})
		}
	}
	return columns
}

func idempotent(t interface{ Errorf(string, ...any) }, r *columnRule, cell, once string) {
	stored := AsText
	if r.Type == catalog.TypeNumber {
		stored = AsNumber // a canonical number has a point
	}
	if twice, problem := r.canonical(once, stored); twice != once || problem != "" {
		t.Errorf("%s: %q becomes %q, and that %q (%s)", r.Name, cell, once, twice, problem)
	}
	if strings.ContainsFunc(once, gazetteer.Directs) {
		t.Errorf("%s: %q becomes %q, which says in which direction it runs", r.Name, cell, once)
	}
}

// TestCleanersAreIdempotent draws cells of the pieces by which cleaners and readers of types decide.
func TestCleanersAreIdempotent(t *testing.T) {
	rules, err := compile(everyCleaner(), catalog.Marks{})
	if err != nil {
		t.Fatal(err)
	}
	pieces := []string{".0", "0", "1", "1234567", "31.", "%", " ", "\u00a0", "\u202e", "\u2066", "\u200f", "\u200b", "\u00ad", "'", "’", "\u0313", "-", "–", "Т", "T", ":", ",", "х", "x", "i", "І", "İ", "ẞ", "е\u0301", "A", "«", "»", "січня", "2026", "р.", "43281", "так", "\t"}
	rapid.Check(t, func(t *rapid.T) {
		cell := strings.Join(rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(pieces), rapid.String()), 0, 8).Draw(t, "pieces"), "")
		if !utf8.ValidString(cell) {
			return
		}
		for i := range rules {
			if once, problem := rules[i].canonical(cell, AsText); problem == "" {
				idempotent(t, &rules[i], cell, once)
			}
		}
	})
}

// TestDirectionMarks: a name that would be shown turned around is stored as its letters.
func TestDirectionMarks(t *testing.T) {
	for _, clean := range catalog.Cleans {
		rules, err := compile([]catalog.SourceColumn{{Column: catalog.Column{Name: "name", Type: catalog.TypeText}, Clean: clean}}, catalog.Marks{})
		if err != nil {
			t.Fatal(err)
		}
		if got, problem := rules[0].canonical("\u202eльв\u2066ів\u200f\u202c", AsText); got != "львів" || problem != "" {
			t.Errorf("clean %q gives %q %s, want львів", clean, got, problem)
		}
	}
}

// FuzzCell: a cell in canonical form is its own canonical form, of every type and every way of cleaning that goes with it.
func FuzzCell(f *testing.F) {
	for _, seed := range []string{"1 090,5", "−0", "0x1p3", "1_000", "1e22", "так", "31.06.2017", "«05» лютого 2017 р.", "21:23 05.06.2017", "43281", "1234567", "Кам’янець\u00a0-  Подільський", "iваnо", "\ufeff\u200b", "4Т10:45", "31.%%27...1127...0.0", "1234567.0.0", "\u202eльвів"} {
		f.Add(seed)
	}
	rules, err := compile(everyCleaner(), catalog.Marks{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, cell string) {
		if !utf8.ValidString(cell) {
			return // refused where files are decoded
		}
		for i := range rules {
			once, problem := rules[i].canonical(cell, AsText)
			if problem != "" {
				continue
			}
			idempotent(t, &rules[i], cell, once)
			if rules[i].Type == catalog.TypeNumber && (strings.Trim(once, "-0123456789.") != "" || strings.ContainsAny(cell, "xX_")) {
				t.Errorf("%s: %q becomes %q", rules[i].Name, cell, once)
			}
		}
	})
}

// FuzzFigure: what is cut off a figure is a mark or a flag, so that the rest is a part of the cell as it stood.
func FuzzFigure(f *testing.F) {
	for _, seed := range []string{"48.4 be", "12,3 1)", "(12,3)1", "125,41)", ": c", "…", "к", "¹", "(", "рік1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, cell string) {
		if value, _ := figure(cell, map[string]string{"н.д.": ":"}); !strings.Contains(cell, value) {
			t.Errorf("%q is read as %q", cell, value)
		}
		heading(cell)
	})
}

// FuzzText: a file that is decoded is UTF-8, whatever its declaration says of it.
func FuzzText(f *testing.F) {
	f.Add([]byte("\xef\xbb\xbfназва\n"), "")
	f.Add([]byte("\xed\xe0\xe7\xe2\xe0;\xb3\n"), "windows-1251")
	f.Add([]byte("\xff\xfe1\x00"), "utf-16")
	f.Add([]byte("<html><meta charset=koi8-u>\xed\x98"), "")
	f.Fuzz(func(t *testing.T, body []byte, encoding string) {
		for _, read := range []func(string, []byte, string) ([]byte, error){Decode, PageText} {
			if text, err := read("a", body, encoding); err == nil && !utf8.Valid(text) {
				t.Errorf("%q is no UTF-8", text)
			}
		}
	})
}

// FuzzUnpack: no packed file unpacks past its bound, and what is packed soundly comes out as it went in.
func FuzzUnpack(f *testing.F) {
	text := []byte("назва;число\n")
	f.Add(packedOnce(f, "zip", text), text)
	f.Add(packedOnce(f, "gzip", text), bytes.Repeat([]byte("0"), 1<<12))
	f.Fuzz(func(t *testing.T, packed, text []byte) {
		for _, pack := range []string{"zip", "gzip"} {
			if r, err := Unpack("a", bytes.NewReader(packed), int64(len(packed)), pack, ""); err == nil {
				n, _ := io.Copy(io.Discard, r)
				if n > max(smallPart, unpackedRatio*int64(len(packed))) {
					t.Errorf("%s: %d bytes out of %d", pack, n, len(packed))
				}
				r.Close()
			}
			whole := packedOnce(t, pack, text)
			r, err := Unpack("a", bytes.NewReader(whole), int64(len(whole)), pack, "*.csv")
			if err != nil {
				t.Fatal(err)
			}
			if back, err := io.ReadAll(r); err != nil || !bytes.Equal(back, text) {
				t.Errorf("%s: %d bytes, %v, of %d", pack, len(back), err, len(text))
			}
			r.Close()
		}
	})
}

func packedOnce(t testing.TB, pack string, text []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, err := z.Create("a.csv")
	closed := io.Closer(z)
	if pack == "gzip" {
		out.Reset()
		g := gzip.NewWriter(&out)
		w, closed = g, g
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := closed.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// FuzzJSONPath: a path either is refused or leads somewhere in any document without harm, and finds there either a text or a fault.
func FuzzJSONPath(f *testing.F) {
	for _, path := range []string{"organization.edrpou | edrpou | extras[key=edrpou].value", "^.id", "a[0].b[#]", "['a.b'].c[]", "^", "a[", ".", "a[x='|'].y"} {
		f.Add(path, `{"organization":{"edrpou":1},"extras":[{"key":"edrpou","value":"2"}],"id":[[[]]],"a":[{"b":[1,{}]}],"a.b":{"c":null}}`)
	}
	f.Fuzz(func(t *testing.T, path, document string) {
		p, err := CompileJSONPath(path)
		if err != nil {
			return
		}
		var v any
		if json.Unmarshal([]byte(document), &v) != nil {
			return
		}
		if text, fault := p.Text(v, v); text != "" && len(text) > 4*len(path)*(len(document)+1)+64 {
			t.Errorf("%q finds %d bytes in %d (%s)", path, len(text), len(document), fault)
		}
		p.values(v)
	})
}
