// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"osnova/catalog"
	"osnova/ingest/fetch"
	"osnova/ingest/parsers"
)

// notUpstream are files beside a source that its publisher does not give.
var notUpstream = regexp.MustCompile(`^(want|gold|facts|quarantine)\.csv|\.(yaml|go|md)$`)

// FuzzParsers: whatever stands in one file of a source, the others being sound, its parser ends with rows or an error, loses no record, and
// gives rows that the facts file gives back. All sources are tried, with what their testdata hold; archive#member is a member of an archive.
func FuzzParsers(f *testing.F) {
	cat := declarations(f)
	tried, dirs, names := map[string]catalog.Source{}, map[string]string{}, []string(nil)
	for _, s := range cat.Sources {
		dir := filepath.Join("..", s.Dir, "testdata")
		if s.Own {
			dir = filepath.Join("..", s.Dir)
		}
		s.Tolerance, s.MinRows = 1, 0
		s, err := spreadOver(cat, s, func(from catalog.Source) ([][]string, error) {
			from.Tolerance = 1
			facts, err := Read(context.Background(), from, nil, handMade(filepath.Join("..", from.Dir, "testdata")), stagePlaces(f))
			if err != nil {
				return nil, err
			}
			return facts.Rows, nil
		})
		if err != nil {
			f.Fatal(err)
		}
		files, err := filepath.Glob(filepath.Join(dir, "*"))
		if err != nil {
			f.Fatal(err)
		}
		seeds := 0
		for _, file := range files {
			name := filepath.Base(file)
			if info, err := os.Stat(file); err != nil || info.IsDir() || notUpstream.MatchString(name) {
				continue
			}
			body, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			seeds++
			if len(body) < 1<<15 {
				f.Add(s.Name, name, body)
			}
			for member, text := range members(body) {
				if len(text) < 1<<13 {
					f.Add(s.Name, name+"#"+member, text)
				}
			}
		}
		if seeds == 0 {
			continue // its tests make its files
		}
		tried[s.Name], dirs[s.Name], names = s, dir, append(names, s.Name)
	}
	f.Fuzz(func(t *testing.T, source, file string, body []byte) {
		s, ok := tried[source]
		if !ok {
			h := fnv.New32()
			h.Write([]byte(source))
			source = names[h.Sum32()%uint32(len(names))]
			s = tried[source]
		}
		got, err := Read(context.Background(), s, parsers.Parsers[source], replaced(dirs[source], file, body), stagePlaces(t))
		if err != nil {
			if strings.Contains(err.Error(), "loses records") {
				t.Fatal(err)
			}
			return
		}
		for _, one := range got.Lock.Files {
			if one.RowsIn != one.Loaded+one.Quarantined+one.skipped() {
				t.Fatalf("%s: the account does not add up: %+v", source, one)
			}
		}
		for _, r := range got.Rows {
			if i := slices.IndexFunc(r, func(cell string) bool { return !utf8.ValidString(cell) || strings.Contains(cell, "\x00") }); i >= 0 || len(r) != len(s.Columns) {
				t.Fatalf("%s: no text can be %q", source, r)
			}
		}
		var kept bytes.Buffer
		if err := writeCSV(&kept, s.Contract().Names(), got.Rows); err != nil {
			t.Fatal(err)
		}
		back, err := csv.NewReader(&kept).ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", source, err)
		}
		if d := cmp.Diff(got.Rows, slices.Clip(back[1:])); len(got.Rows) > 0 && d != "" {
			t.Errorf("%s: the facts file gives other rows back:\n%s", source, d)
		}
	})
}

// replaced opens hand-made files, one of them with another body, or with another body of one member. A file that does not lie there has that body, too.
func replaced(dir, file string, body []byte) opener {
	file, member, inside := strings.Cut(file, "#")
	sound := handMade(dir)
	return func(ctx context.Context, s catalog.Source, f catalog.File) (fetch.Content, error) {
		whole, err := sound(ctx, s, f)
		switch {
		case err != nil && f.Optional:
			return whole, err
		case err == nil && strings.NewReplacer("?", "_", "&", "_", "=", "_").Replace(filepath.Base(f.Mirror)) != file:
			return whole, nil
		case err == nil && inside:
			archive, err := whole.Bytes()
			if err != nil {
				return whole, err
			}
			whole = fetch.InMemory(repacked(archive, member, body))
		default:
			whole = fetch.InMemory(body)
		}
		if f.SHA256 != "" {
			whole.SHA256 = f.SHA256 // a sum that fits shows more than one that does not
		}
		return whole, nil
	}
}

// members are the files of a zip archive such as a workbook, by name; nil if it is none.
func members(archive []byte) map[string][]byte {
	z, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		return nil
	}
	out := map[string][]byte{}
	for _, m := range z.File {
		r, err := m.Open()
		if err != nil {
			continue
		}
		if body, err := io.ReadAll(io.LimitReader(r, 1<<20)); err == nil {
			out[m.Name] = body
		}
		r.Close()
	}
	return out
}

// repacked is the archive with another body of one member; the body itself if it is no archive.
func repacked(archive []byte, member string, body []byte) []byte {
	z, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		return body
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, m := range z.File {
		if m.Name != member {
			if err := w.Copy(m); err != nil {
				return body
			}
			continue
		}
		if into, err := w.Create(m.Name); err != nil {
			return body
		} else if _, err := into.Write(body); err != nil {
			return body
		}
	}
	if err := w.Close(); err != nil {
		return body
	}
	return out.Bytes()
}
