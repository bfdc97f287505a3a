// SPDX-License-Identifier: Apache-2.0

package xmlrecords

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// read gives what the scanner finds as text, one line a record: its values, absent ones as -, faults in brackets; and the error that ended it.
func read(in string, o Options) (out []string, err error) {
	s, err := NewScanner(iotest.HalfReader(strings.NewReader(in)), o)
	if err != nil {
		return nil, err
	}
	for s.Next() {
		r := s.Record()
		line := fmt.Sprint(r.Number)
		if f, bad := r.Fault(); bad {
			out = append(out, line+" ["+f.Error()+"]")
			continue
		}
		for i := range o.Fields {
			v, err := r.Text(i)
			switch {
			case err != nil:
				v = "[" + err.Error() + "]"
			case !r.Has(i):
				v = "-"
			}
			line += "|" + v
		}
		out = append(out, line)
	}
	return out, s.Err()
}

var subject = Options{Records: []string{"SUBJECT"}, Fields: []string{"NAME", "CODE", "KINDS/KIND/CODE", "@id", "NAME/@lang"}}

func TestRecords(t *testing.T) {
	for name, c := range map[string]struct {
		in   string
		want []string
	}{
		"plain":                  {`<D><SUBJECT><NAME>а</NAME><CODE>1</CODE></SUBJECT><SUBJECT><CODE>2</CODE></SUBJECT></D>`, []string{"1|а|1|-|-|-", "2|-|2|-|-|-"}},
		"the root is a record":   {`<SUBJECT><CODE>1</CODE></SUBJECT>`, []string{"1|-|1|-|-|-"}},
		"self-closing":           {`<D><SUBJECT/><SUBJECT id="7" /><SUBJECT><NAME/><CODE /></SUBJECT></D>`, []string{"1|-|-|-|-|-", "2|-|-|-|7|-", "3|||-|-|-"}},
		"entities":               {`<D><SUBJECT><NAME>&lt;&amp;amp;&gt;&quot;&apos;&#1071;&#x42F;</NAME></SUBJECT></D>`, []string{`1|<&amp;>"'ЯЯ|-|-|-|-`}},
		"CDATA":                  {`<D><SUBJECT><NAME>a<![CDATA[</NAME></SUBJECT>&amp;]]]]><![CDATA[>]]>b</NAME></SUBJECT></D>`, []string{"1|a</NAME></SUBJECT>&amp;]]>b|-|-|-|-"}},
		"comments":               {`<D><!-- <SUBJECT> --><SUBJECT><NAME>a<!-- </NAME> & -->b<?p <NAME> ?>c</NAME></SUBJECT></D>`, []string{"1|abc|-|-|-|-"}},
		"attributes":             {"<D><SUBJECT x='>' id = \"a&quot;'\"\n><NAME lang='uk\"' other=\"/>\">n</NAME></SUBJECT></D>", []string{`1|n|-|-|a"'|uk"`}},
		"a name of another path": {`<D><NAME>no</NAME><SUBJECT><X><NAME>no</NAME></X><KINDS><NAME>no</NAME><KIND><CODE>c</CODE><NAME>no</NAME></KIND></KINDS></SUBJECT></D>`, []string{"1|-|-|c|-|-"}},
		"longer names":           {`<D><SUBJECTS><CODE>no</CODE></SUBJECTS><SUBJECT><CODES>no</CODES><NAM>no</NAM></SUBJECT ></D >`, []string{"1|-|-|-|-|-"}},
		"a record in a record":   {`<D><SUBJECT><SUBJECT><CODE>no</CODE></SUBJECT><CODE>1</CODE></SUBJECT></D>`, []string{"1|-|1|-|-|-"}},
		"line ends":              {"<D><SUBJECT><NAME>a\r\nb\rc&#13;\n<![CDATA[\r\n]]></NAME></SUBJECT></D>", []string{"1|a\nb\nc\r\n\n|-|-|-|-"}},
		"mark and prolog":        {"\ufeff<?xml version='1.0' encoding='UTF-8' standalone=\"yes\"?>\n<D><SUBJECT/></D>\n<!-- end -->\n", []string{"1|-|-|-|-|-"}},
		"an element in a field":  {`<D><SUBJECT><NAME>a<B>b</B></NAME></SUBJECT><SUBJECT><CODE>2</CODE></SUBJECT></D>`, []string{"1 [byte 19: field NAME holds an element]", "2|-|2|-|-|-"}},
		"a field twice":          {`<D><SUBJECT><CODE>1</CODE><CODE>2</CODE></SUBJECT><SUBJECT id="1" id="2"/></D>`, []string{"1 [byte 26: field CODE stands more than once]", "2 [byte 66: field @id stands more than once]"}},
		"an unknown entity":      {`<D><SUBJECT><NAME>a&nbsp;</NAME><CODE>1</CODE></SUBJECT></D>`, []string{"1|[byte 19: an & opens no reference that XML knows]|1|-|-|-"}},
		"a bare &":               {`<D><SUBJECT><NAME>A & B</NAME></SUBJECT></D>`, []string{"1|[byte 20: an & opens no reference that XML knows]|-|-|-|-"}},
		"an entity in two":       {`<D><SUBJECT><NAME>&am<!-- -->p;</NAME></SUBJECT></D>`, []string{"1|[byte 18: an & opens no reference that XML knows]|-|-|-|-"}},
		"not a character":        {"<D><SUBJECT><NAME>&#xD800;</NAME><CODE>\x01</CODE></SUBJECT></D>", []string{"1|[byte 18: an & opens no reference that XML knows]|[byte 39: a control character, which XML does not allow]|-|-|-"}},
		"not UTF-8":              {"<D><SUBJECT><NAME>a\xe0</NAME><CODE>1</CODE></SUBJECT></D>", []string{"1|[byte 19: byte e0 is no character of utf-8 here]|1|-|-|-"}},
		"unasked dirt":           {"<D><SUBJECT><X>\x98 & \x01</X><CODE>1</CODE></SUBJECT></D>", []string{"1|-|1|-|-|-"}},
		"]]> in text":            {`<D><SUBJECT><NAME>a]]>b</NAME></SUBJECT></D>`, []string{"1|[byte 21: ]]> stands outside a CDATA section]|-|-|-|-"}},
		"no record":              {`<D><X/></D>`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := read(c.in, subject)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestRefused: a file that is not XML ends with the byte, and the records before it are good. No message holds text of the file.
func TestRefused(t *testing.T) {
	const good = `<D><SUBJECT><CODE>1</CODE></SUBJECT>` // 36 bytes
	for rest, want := range map[string]string{
		``:                                 "byte 36: the file ends with 1 elements open: it may be truncated",
		`<SUBJECT><CODE>2`:                 "byte 52: the file ends inside record 2, which begins at byte 36: it may be truncated",
		`<SUBJECT><COD`:                    "byte 49: the file ends inside a tag: it may be truncated",
		`<SUBJECT><CODE a="`:               "byte 54: the file ends inside a tag: it may be truncated",
		`<SUBJECT></SUBJECT`:               "byte 54: the file ends inside a tag: it may be truncated",
		`<!-- secret --`:                   "byte 50: the file ends inside a comment: it may be truncated",
		`<![CDATA[ secret ]]`:              "byte 55: the file ends inside a CDATA section: it may be truncated",
		`<?p secret`:                       "byte 46: the file ends inside a processing instruction: it may be truncated",
		`<!-`:                              "byte 39: the file ends inside a tag: it may be truncated",
		`<`:                                "byte 37: the file ends inside a tag: it may be truncated",
		`<X></SECRET>`:                     "byte 39: an end tag does not match the start tag before it",
		`<X></X/>`:                         "byte 39: an end tag does not match the start tag before it",
		`</D></D>`:                         "byte 40: an end tag closes nothing",
		`</D><D/>`:                         "byte 40: a second root element begins",
		`</D>secret`:                       "byte 40: text stands outside the root element",
		`</D><![CDATA[secret]]>`:           "byte 40: text stands outside the root element",
		`<X a=1/>`:                         "byte 39: the value of an attribute is not quoted",
		`<X secret/>`:                      "byte 39: an attribute has no value",
		`<X a="<"/>`:                       "byte 39: a < inside an attribute",
		`<X "a"/>`:                         "byte 39: no attribute begins here",
		`<X / >`:                           "byte 39: no attribute begins here",
		`<NAME>A < B</NAME>`:               "byte 44: a < that opens no tag: it should be written &lt;",
		`<?xml version="1.0"?>`:            "byte 36: an XML declaration inside the file",
		`<!ENTITY secret SYSTEM "file:x">`: "byte 36: a document type or another declaration: none is read, for it may name entities and other files",
	} {
		got, err := read(good+rest, subject)
		if err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", rest, err, want)
		}
		if len(got) < 1 || got[0] != "1|-|1|-|-|-" {
			t.Errorf("%s: the record before is lost: %v", rest, got)
		}
	}
	for in, want := range map[string]string{
		"":                                      "byte 0: the file is empty",
		"  \n":                                  "byte 3: the file holds no element",
		"<!DOCTYPE D [<!ENTITY e 'x'>]><D/>":    "byte 0: a document type or another declaration: none is read, for it may name entities and other files",
		"\xff\xfe\x00\x00<\x00\x00\x00":         "byte 0: the file is UTF-32, or no text",
		"\xff\xfe<\x00":                         "byte 1: the file ends inside a tag: it may be truncated",
		"<?xml version='1.1'?><D/>":             "byte 5: the version of XML is not 1.0",
		"<?xml encoding='ebcdic'?><D/>":         `byte 0: encoding "ebcdic" is not known here: utf-8, windows-1251, windows-1252, koi8-u, iso-8859-1, iso-8859-5`,
		"<?xml version=1.0?><D/>":               "byte 5: the XML declaration is broken",
		"<?xml version='1.0'":                   "byte 19: the file ends inside its XML declaration: it may be truncated",
		"<?xml " + strings.Repeat(" ", 2000):    "byte 0: the XML declaration does not end",
		"Помилка 404":                           "byte 0: text stands outside the root element",
		strings.Repeat("<a>", 10_001):           "byte 30000: elements stand more than 10000 deep in one another, or their names pass 1048576 bytes",
		"<a " + strings.Repeat("b='c' ", 400e3): "byte 0: a tag of more than 1048576 bytes",
	} {
		if _, err := read(in, subject); err == nil || err.Error() != want {
			t.Errorf("%.40q: %v, want %s", in, err, want)
		}
	}
}

// TestTruncatedAnywhere: wherever a file is cut, that is told with the byte of the cut, and no record is made of what is left.
func TestTruncatedAnywhere(t *testing.T) {
	const whole = `<?xml version="1.0"?><!-- c --><D><SUBJECT id="1"><NAME>а&amp;<![CDATA[x]]></NAME></SUBJECT><SUBJECT><CODE/></SUBJECT></D>`
	records, err := read(whole, subject)
	if err != nil || len(records) != 2 {
		t.Fatal(records, err)
	}
	for cut := range whole {
		got, err := read(whole[:cut], subject)
		var at *Error
		if !errors.As(err, &at) || at.Offset != int64(cut) {
			t.Errorf("cut at %d: %v", cut, err)
		}
		if want := strings.Count(whole[:cut], "</SUBJECT>"); len(got) != want {
			t.Errorf("cut at %d: %d records, want %d", cut, len(got), want)
		}
	}
}

func TestCharsets(t *testing.T) {
	const body = `<Д><Запис><Назва Мова="укр">Ґанок її № 5</Назва></Запис></Д>`
	o := Options{Records: []string{"Запис"}, Fields: []string{"Назва", "Назва/@Мова", "中"}}
	want := []string{"1|Ґанок її № 5|укр|-"}
	cp1251, err := charmap.Windows1251.NewEncoder().String(body)
	if err != nil {
		t.Fatal(err)
	}
	forced := o
	forced.Charset = "windows-1251"
	for name, c := range map[string]struct {
		in string
		o  Options
	}{
		"declared": {`<?xml version="1.0" encoding="WINDOWS-1251"?>` + cp1251, o},
		"alias":    {`<?xml version="1.0" encoding='cp1251'?>` + cp1251, o},
		"forced":   {`<?xml version="1.0" encoding="utf-8"?>` + cp1251, forced},
		"utf-8":    {`<?xml version="1.0" encoding="utf-8"?>` + body, o},
		"none":     {body, o},
		"mark":     {"\ufeff" + `<?xml version="1.0" encoding="windows-1251"?>` + body, o},
	} {
		got, err := read(c.in, c.o)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
	got, err := read("<?xml encoding='windows-1251'?><D><SUBJECT><NAME>\x98</NAME></SUBJECT></D>", subject)
	if err != nil || len(got) != 1 || got[0] != "1|[byte 49: byte 98 is no character of windows-1251]|-|-|-|-" {
		t.Error(got, err)
	}
}

// TestLargeRecord: a record above the limit is a fault of its own, whether what is large was asked for or not; the next is read.
func TestLargeRecord(t *testing.T) {
	o := subject
	o.MaxRecord = 1000
	for _, field := range []string{"NAME", "OTHER"} {
		got, err := read("<D><SUBJECT><"+field+">"+strings.Repeat("long ", 300_000)+"</"+field+"></SUBJECT><SUBJECT><CODE>2</CODE></SUBJECT></D>", o)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff([]string{"1 [byte 3: the record is larger than the limit]", "2|-|2|-|-|-"}, got); d != "" {
			t.Error(d)
		}
	}
}

func TestOptions(t *testing.T) {
	for want, o := range map[string]Options{
		"neither records nor fields may be empty":                               {Fields: []string{"A"}},
		`path "A//B" of a field: names with / between, an attribute @name last`: {Records: []string{"R"}, Fields: []string{"A//B"}},
		`path "@A/B" of a field: names with / between, an attribute @name last`: {Records: []string{"R"}, Fields: []string{"@A/B"}},
		`field "A" is asked for twice`:                                          {Records: []string{"R"}, Fields: []string{"A", "A"}},
		"the path of field 0 is the beginning of another":                       {Records: []string{"R"}, Fields: []string{"A", "A/B"}},
	} {
		if _, err := NewScanner(strings.NewReader("<R/>"), o); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// TestReadError: what the reader says is passed on with the byte.
func TestReadError(t *testing.T) {
	broken := errors.New("the disk is gone")
	s, err := NewScanner(iotest.DataErrReader(&failing{"<D><SUBJECT/>", broken}), subject)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for s.Next() {
		n++
	}
	if n != 1 || !errors.Is(s.Err(), broken) || !strings.Contains(s.Err().Error(), "byte 13") {
		t.Error(n, s.Err())
	}
}

type failing struct {
	text string
	err  error
}

func (f *failing) Read(p []byte) (int, error) {
	if f.text == "" {
		return 0, f.err
	}
	n := copy(p, f.text)
	f.text = f.text[n:]
	return n, nil
}

// TestBytesGoBeforeDeclaration: text that is UTF-8 or UTF-16 is read so, whatever the prolog or the options say.
func TestBytesGoBeforeDeclaration(t *testing.T) {
	const body = `<D><SUBJECT><NAME>Вигадана громада</NAME></SUBJECT></D>`
	wide, err := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(`<?xml version="1.0" encoding="UTF-16"?>` + body)
	if err != nil {
		t.Fatal(err)
	}
	single, err := charmap.Windows1251.NewEncoder().String(`<?xml version="1.0" encoding="windows-1251"?>` + body)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ in, charset string }{
		"a prolog that lies":    {`<?xml version="1.0" encoding="windows-1251"?>` + body, ""},
		"a charset that lies":   {body, "windows-1251"},
		"UTF-16":                {wide, ""},
		"UTF-16, lied about":    {wide, "windows-1251"},
		"windows-1251, rightly": {single, ""},
	} {
		o := subject
		o.Charset = c.charset
		if out, err := read(c.in, o); err != nil || len(out) != 1 || !strings.HasPrefix(out[0], "1|Вигадана громада|") {
			t.Errorf("%s: %q %v", name, out, err)
		}
	}
}
