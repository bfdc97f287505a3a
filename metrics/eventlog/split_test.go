// SPDX-License-Identifier: Apache-2.0

package eventlog

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// cut gives the records of a text as the splitter sees them, each with its line, read in blocks of the size.
func cut(t interface{ Fatal(...any) }, in io.Reader, size int) (out []string) {
	s := newSplitter(in, size)
	s.width(8)
	for {
		for s.scan() {
			cells := []string{fmt.Sprint(s.line), s.fault}
			for j := range min(s.cells, 8) {
				cells = append(cells, string(s.cell(j)))
			}
			out = append(out, strings.Join(cells, "|"))
		}
		more, err := s.refill()
		if err != nil {
			t.Fatal(err)
		}
		if !more && s.pos == s.fill {
			return out
		}
	}
}

// TestSplitLikeTheStandardLibrary: on well-formed CSV the records, cells and lines are those of encoding/csv, whatever the blocks.
func TestSplitLikeTheStandardLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.OneOf(rapid.StringMatching(`[a-z0-9 -]{0,12}`), rapid.StringMatching(`[a,"\n і]{0,6}`), rapid.Just(""))
		var text bytes.Buffer
		w := csv.NewWriter(&text)
		w.UseCRLF = rapid.Bool().Draw(t, "crlf")
		for range rapid.IntRange(0, 12).Draw(t, "rows") {
			row := rapid.SliceOfN(cell, 2, 5).Draw(t, "row")
			if err := w.Write(row); err != nil {
				t.Fatal(err)
			}
		}
		w.Flush()
		body := text.Bytes()
		if rapid.Bool().Draw(t, "unended") {
			body = bytes.TrimSuffix(bytes.TrimSuffix(body, []byte("\n")), []byte("\r"))
		}
		r := csv.NewReader(bytes.NewReader(body))
		r.FieldsPerRecord = -1
		var want []string
		for {
			row, err := r.Read()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			line, _ := r.FieldPos(0)
			// encoding/csv turns \r\n inside quotes into \n; the splitter leaves cells as they are
			want = append(want, strings.Join(append([]string{fmt.Sprint(line), ""}, row...), "|"))
		}
		got := cut(t, iotest.OneByteReader(bytes.NewReader(body)), rapid.IntRange(1, 64).Draw(t, "block"))
		for i := range got {
			got[i] = strings.ReplaceAll(got[i], "\r\n", "\n")
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%q: %s", body, diff)
		}
	})
}

// TestBrokenQuotesCostOneLine: the rest of the file is read.
func TestBrokenQuotesCostOneLine(t *testing.T) {
	const fault = "the quoting is broken: write a quote inside a cell twice, and the cell in quotes"
	got := cut(t, strings.NewReader("a,b\n1,\"x\"y\n2,z\"\n\"3\n4\",5\n\n6,\"open\n7,8\n"), 4)
	want := []string{"1||a|b", "2|" + fault, "3|" + fault, "4||3\n4|5", "7|a quote opens and does not close", "8||7|8"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func FuzzSplit(f *testing.F) {
	f.Add([]byte("a,b\n1,\"2\n\"\n"), uint8(3))
	f.Add([]byte("\"\"\"\r\n,,\n\n\n\""), uint8(1))
	f.Fuzz(func(t *testing.T, body []byte, block uint8) {
		whole := cut(t, bytes.NewReader(body), len(body)+16)
		if diff := cmp.Diff(whole, cut(t, bytes.NewReader(body), int(block))); diff != "" {
			t.Errorf("other blocks, other records: %s", diff)
		}
	})
}

func TestNames(t *testing.T) {
	n := NewReader(Rules{By: []string{"x"}}).by[0]
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[ab]{0,9}`).Draw(t, "text")
		i := n.of([]byte(text))
		if n.texts[i] != text || n.of([]byte(text)) != i {
			t.Fatalf("%q has number %d", text, i)
		}
	})
	for i := range 10_000 {
		n.of(fmt.Append(nil, i))
	}
	if i := n.of([]byte("9999")); n.texts[i] != "9999" {
		t.Errorf("after growth 9999 is %q", n.texts[i])
	}
}

func TestSeen(t *testing.T) {
	s := newSeen(0)
	for round := range 2 {
		for i := range 100_000 {
			h := uint64(i) * 0x9e3779b97f4a7c15
			if s.add(h, uint32(i)) != (round == 0) {
				t.Fatalf("%d in round %d", i, round)
			}
		}
	}
	if five := uint64(5); !s.add(five*0x9e3779b97f4a7c15, 6) {
		t.Error("the check is not looked at")
	}
}
