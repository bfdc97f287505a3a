// SPDX-License-Identifier: Apache-2.0

package frame

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestReadNamesTheFault(t *testing.T) {
	for text, want := range map[string]string{
		"":                      "d.csv: the file is empty",
		"b,a,b\n1,2,3\n":        `d.csv:1: column "b" is there twice: rename the one that is not meant`,
		"a,\n1,2\n":             `d.csv: no column "b"`,
		"a;b\n1;2\n":            "separate columns by commas",
		"a,b\n1\n":              "d.csv:2: the row has another number of cells than the header, which has 2",
		"a,b\n1,\"x\"y\n":       "d.csv:2: the quoting is broken",
		"a,b\n1,x\n2,\"3,5\"\n": `d.csv:2: column b: "x" is no number`,
		"a,b\n1,\"3,5\"\n":      "decimal mark as a point",
		"a,b\n1,Inf\n":          "no finite number",
		"a,b\n1,1e999\n":        "beyond the numbers",
		"a,b\n1,1_000\n":        `"1_000" is no number`,
		"a,b\n1,0x1p3\n":        `"0x1p3" is no number`,
		"a,b\r1,2\r":            "d.csv:1: lines end in a carriage return alone",
		"a,b\n\xf1\xe5,1\n":     "d.csv:2: column a: \"\ufffd\" is not UTF-8",
		"a,\xf1\n1,2\n":         "d.csv:1: column number 2: its name is not UTF-8",
		"a,b\n1\x00,2\n":        "holds a zero byte",
		"\xff\xfea\x00,\x00b":   "d.csv: the file is UTF-16",
		"a\x00,\x00b\x00\n\x00": "d.csv: the file is UTF-16",
		"PK\x03\x04rest":        "a spreadsheet or an archive",
		"\x1f\x8b\x08\x00":      "is compressed",
		"PAR1\x15":              "is Parquet",
	} {
		f, err := Read("d.csv", strings.NewReader(text))
		if err == nil {
			_, err = f.Numbers("b")
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v does not say %q", text, err, want)
		}
	}
}

// TestColumnsThatNobodyAsksFor: row numbers of pandas and R, empty columns of spreadsheets and names that are there twice stop nobody.
func TestColumnsThatNobodyAsksFor(t *testing.T) {
	for text, names := range map[string]string{
		",name,score\n0,A,20\n1,B,30\n":                             "name score",
		"\"\",\"name\",\"score\"\n\"1\",\"A\",20\n\"2\",\"B\",30\n": "name score",
		"name,score,note,note\nA,20,x,y\nB,30,,\n":                  "name score note note",
		"name,score,,\nA,20,,\nB,30,,\n,,,\n,,,\n":                  "name score",
	} {
		f, err := Read("d.csv", strings.NewReader(text))
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		v, err := f.Numbers("score")
		if got := strings.Join(f.Names, " "); err != nil || got != names || !slices.Equal(v, []float64{20, 30}) {
			t.Errorf("%q: columns %q, scores %v, %v", text, got, v, err)
		}
	}
}

// TestAllRaggedRowsAreTold: the first twenty one by one, then how many more; rows between them are read.
func TestAllRaggedRowsAreTold(t *testing.T) {
	f, err := Read("d.csv", strings.NewReader("a,b\n1,2\n1\n,,\n3,4\n1,2,3\n"+strings.Repeat("1\n", 30)))
	if err == nil || f.Len() != 2 || strings.Count(err.Error(), "another number of cells") != 20 {
		t.Fatalf("%d rows, %v", f.Len(), err)
	}
	for _, want := range []string{"d.csv:3: the row", "d.csv:6: the row", "d.csv: and 12 more such rows"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %q", err, want)
		}
	}
}

func TestUnknownColumnGivesWhatThereIs(t *testing.T) {
	f, err := Read("d.csv", strings.NewReader("\ufeffname,value\na,NA\nb, 2\n"))
	if err != nil {
		t.Fatal(err)
	}
	var unknown *UnknownError
	if _, err := f.Numbers("valeu"); !errors.As(err, &unknown) || len(unknown.Have) != 2 || unknown.Have[0] != "name" {
		t.Errorf("error %v", err)
	}
	v, err := f.Numbers("value")
	if err != nil || !math.IsNaN(v[0]) || v[1] != 2 || f.Line(1) != 3 || f.Len() != 2 {
		t.Errorf("values %v, error %v", v, err)
	}
}

// TestMarkBeforeQuotes: spreadsheets put the mark of UTF-8 before a header in quotes.
func TestMarkBeforeQuotes(t *testing.T) {
	f, err := Read("d.csv", strings.NewReader("\ufeff\"name, full\",value\na,1\n"))
	if err != nil || f.Names[0] != "name, full" || f.Len() != 1 {
		t.Errorf("%+v, error %v", f, err)
	}
}

// TestNothingInfiniteIsWritten: what overflowed is missing.
func TestNothingInfiniteIsWritten(t *testing.T) {
	w := NewWriter("a", "b", "c", "d")
	w.Row(math.Inf(1), math.Inf(-1), math.NaN(), 1.5)
	if got := string(w.Bytes()); got != "a,b,c,d\n,,,1.5\n" {
		t.Errorf("%q", got)
	}
}

// TestRoundTrip: what is written reads back as it was, numbers to the last bit.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfN(rapid.StringMatching(`[a-zі,"\n =]{0,6}`), 1, 5).Draw(t, "texts")
		w := NewWriter("key", "text", "number")
		var numbers []float64
		for i, s := range texts {
			v := rapid.Float64().Draw(t, "v")
			if i%3 == 2 || math.IsInf(v, 0) {
				v = math.NaN()
			}
			numbers = append(numbers, v)
			if i%2 == 0 {
				w.Row(i, s, v)
				continue
			}
			w.Int(i)
			if i%3 == 0 {
				w.Encoded(Encode(s), 1)
			} else {
				w.Text(s)
			}
			w.Number(v)
			w.End()
		}
		f, err := Read("r.csv", strings.NewReader(string(w.Bytes())))
		if err != nil {
			t.Fatal(err)
		}
		back, err := f.Numbers("number")
		if err != nil {
			t.Fatal(err)
		}
		text, _ := f.Text("text")
		for i := range texts {
			if text[i] != texts[i] || back[i] != numbers[i] && !(math.IsNaN(back[i]) && math.IsNaN(numbers[i])) {
				t.Fatalf("row %d: %q %v came back as %q %v", i, texts[i], numbers[i], text[i], back[i])
			}
		}
	})
}
