// SPDX-License-Identifier: Apache-2.0

package frame

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// TestFileIsHandedOn: a table of many blocks is written as it would be held, again and again, and in pieces that are not much larger than a block.
func TestFileIsHandedOn(t *testing.T) {
	const rows = 20_000
	want := NewWriter("a", "b")
	file := FileOfRows([]string{"a", "b"}, func(w *Writer) {
		for i := range rows {
			w.Row(i, "text")
		}
	})
	for i := range rows {
		want.Row(i, "text")
	}
	for range 2 {
		var got pieces
		if err := file(&got); err != nil {
			t.Fatal(err)
		}
		if got.String() != string(want.Bytes()) {
			t.Error("the bytes differ")
		}
		if got.largest > block+100 || got.count < 2 {
			t.Errorf("%d pieces, the largest of %d bytes", got.count, got.largest)
		}
	}
	if !bytes.Equal(file.Bytes(), want.Bytes()) {
		t.Error("Bytes differ")
	}
}

// TestFullDiskIsTold: what a block meets is told at the end, and nothing follows it.
func TestFullDiskIsTold(t *testing.T) {
	full := errors.New("the disk is full")
	got := pieces{most: 1, full: full}
	w := NewWriterTo(&got, "a")
	for i := range 50_000 {
		w.Row(fmt.Sprint("row ", i))
	}
	if !errors.Is(w.Err(), full) || !errors.Is(w.Flush(), full) {
		t.Errorf("error %v", w.Err())
	}
	if !strings.HasPrefix(got.String(), "a\nrow 0\n") || got.count != 1 {
		t.Errorf("%d pieces", got.count)
	}
}

type pieces struct {
	bytes.Buffer
	count, largest, most int
	full                 error
}

func (p *pieces) Write(body []byte) (int, error) {
	if p.full != nil && p.count == p.most {
		return 0, p.full
	}
	p.count++
	p.largest = max(p.largest, len(body))
	return p.Buffer.Write(body)
}
