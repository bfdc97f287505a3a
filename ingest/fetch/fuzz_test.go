// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// FuzzShelf: whatever became of the archive of small snapshots, what is put on it can be got, now and in the next run.
func FuzzShelf(f *testing.F) {
	s := &smallFiles{path: filepath.Join(f.TempDir(), SmallFilesName)}
	for _, body := range []string{"a", strings.Repeat("b", 600)} {
		if err := s.put(InMemory([]byte(body)).SHA256, []byte(body)); err != nil {
			f.Fatal(err)
		}
	}
	whole, err := os.ReadFile(s.path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole, []byte("new"))
	f.Add(whole[:700], []byte("a"))
	f.Add(sized64(whole), []byte("c"))
	f.Fuzz(func(t *testing.T, archive, body []byte) {
		path := filepath.Join(t.TempDir(), SmallFilesName)
		if err := os.WriteFile(path, archive, 0o644); err != nil {
			t.Fatal(err)
		}
		sum := InMemory(body).SHA256
		first := &smallFiles{path: path}
		if _, err := first.get(sum); err == nil {
			return // the very bytes lay there
		}
		if err := first.put(sum, body); err != nil {
			t.Fatal(err)
		}
		for _, s := range []*smallFiles{first, {path: path}} {
			got, err := s.get(sum)
			if err != nil {
				t.Fatal(err)
			}
			if back, err := got.Bytes(); err != nil || !bytes.Equal(back, body) {
				t.Errorf("%d bytes, %v, of %d", len(back), err, len(body))
			}
		}
	})
}

// sized64 is an archive whose first entry says that it has almost 2⁶³ bytes.
func sized64(archive []byte) []byte {
	out := bytes.Clone(archive)
	copy(out[124:136], "\x80\x00\x00\x00\x7f\xff\xff\xff\xff\xff\xff\xff")
	copy(out[148:156], "        ")
	sum := 0
	for _, b := range out[:block] {
		sum += int(b)
	}
	for i := range 6 {
		out[148+i] = byte('0' + sum>>(3*(5-i))&7)
	}
	out[154] = 0
	return out
}
