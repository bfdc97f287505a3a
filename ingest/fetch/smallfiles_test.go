// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

// TestShelf: what is put can be got, in this run and the next, and any tar program reads it.
func TestShelf(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		path := filepath.Join(t.TempDir(), SmallFilesName)
		bodies := rapid.SliceOfN(rapid.SliceOfN(rapid.Byte(), 0, 1200), 1, 12).Draw(rt, "bodies")
		s := &smallFiles{path: path}
		sums := map[string][]byte{}
		for i, b := range bodies {
			sum := InMemory(b).SHA256
			sums[sum] = b
			if err := s.put(sum, b); err != nil {
				rt.Fatal(err)
			}
			if i%4 == 3 {
				s = &smallFiles{path: path}
			}
		}
		for _, s := range []*smallFiles{s, {path: path}} {
			for sum, want := range sums {
				got, err := s.get(sum)
				if err != nil {
					rt.Fatal(err)
				}
				if body, err := got.Bytes(); err != nil || !bytes.Equal(body, want) || got.SHA256 != sum {
					rt.Fatalf("got %d bytes of %d, %v", len(body), len(want), err)
				}
			}
		}
		f, err := os.Open(path)
		if err != nil {
			rt.Fatal(err)
		}
		defer f.Close()
		n := 0
		for r := tar.NewReader(f); ; n++ {
			h, err := r.Next()
			if err == io.EOF {
				break
			}
			if err != nil {
				rt.Fatal(err)
			}
			body, err := io.ReadAll(r)
			if err != nil || !bytes.Equal(body, sums[h.Name]) {
				rt.Fatalf("entry %s: %v", h.Name, err)
			}
		}
		if n != len(sums) {
			rt.Errorf("%d entries for %d bodies", n, len(sums))
		}
	})
}

// TestShelfTorn: wherever a killed run cut the archive, the whole entries stay, the torn one is gone, and the next one can be read.
func TestShelfTorn(t *testing.T) {
	path := filepath.Join(t.TempDir(), SmallFilesName)
	s := &smallFiles{path: path}
	var sums []string
	for i := range 3 {
		b := bytes.Repeat([]byte{byte('a' + i)}, 700)
		sums = append(sums, InMemory(b).SHA256)
		if err := s.put(sums[i], b); err != nil {
			t.Fatal(err)
		}
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	size := len(whole) / 3
	for cut := 0; cut < len(whole); cut += 97 {
		if err := os.WriteFile(path, whole[:cut], 0o644); err != nil {
			t.Fatal(err)
		}
		s := &smallFiles{path: path}
		for i, sum := range sums {
			if _, err := s.get(sum); (err == nil) != (cut >= (i+1)*size) {
				t.Errorf("cut at %d: entry %d: %v", cut, i, err)
			}
		}
		late := []byte(fmt.Sprint("late", cut))
		if err := s.put(InMemory(late).SHA256, late); err != nil {
			t.Fatal(err)
		}
		if _, err := (&smallFiles{path: path}).get(InMemory(late).SHA256); err != nil {
			t.Errorf("cut at %d: what came later: %v", cut, err)
		}
	}
}

// TestShelfDamaged: bytes that are no longer those of their name are not given, and are written anew.
func TestShelfDamaged(t *testing.T) {
	path := filepath.Join(t.TempDir(), SmallFilesName)
	body := []byte("сторінка реєстру")
	sum := InMemory(body).SHA256
	if err := (&smallFiles{path: path}).put(sum, body); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	file[block] ^= 1
	if err := os.WriteFile(path, file, 0o644); err != nil {
		t.Fatal(err)
	}
	s := &smallFiles{path: path}
	if _, err := s.get(sum); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("damaged bytes are given: %v", err)
	}
	if err := s.put(sum, body); err != nil {
		t.Fatal(err)
	}
	for _, s := range []*smallFiles{s, {path: path}} {
		if _, err := s.get(sum); err != nil {
			t.Error(err)
		}
	}
}

// TestShelfTogether: sources that are fetched at once put at once.
func TestShelfTogether(t *testing.T) {
	s := &smallFiles{path: filepath.Join(t.TempDir(), SmallFilesName)}
	var all sync.WaitGroup
	for i := range 200 {
		all.Add(1)
		go func() {
			defer all.Done()
			b := bytes.Repeat([]byte{byte(i)}, 1+7*(i%50))
			if err := s.put(InMemory(b).SHA256, b); err != nil {
				t.Error(err)
			}
			if _, err := s.get(InMemory(b).SHA256); err != nil {
				t.Error(err)
			}
		}()
	}
	all.Wait()
}
