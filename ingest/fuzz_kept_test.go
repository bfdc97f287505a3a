package ingest

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"osnova/catalog"
)

// FuzzList: a list of files either is refused or names files within its folder, in an order of its own, each with what was promised of it.
func FuzzList(f *testing.F) {
	sum := strings.Repeat("0", 64)
	for _, seed := range []string{
		sum + "  a.csv\n" + sum + " *./b/c.xlsx\n\n", "\ufeff" + sum + "  a.csv.gz\r\n", sum + "  ../a.csv\n", sum + "  a/../../b.csv\n", "a.csv\n",
		`{"success": true, "result": {"results": [{"resources": [{"id": "1", "name": "a.csv", "format": ".CSV", "url": "https://data.example.org/x/../../../a.csv", "created": "2025"}]}]}}`,
		`{"success": true, "result": {"resources": [{"url": "https://data.example.org", "format": "csv", "name": "a.csv"}, {"url": "http://%2e%2e/", "format": "csv", "name": "a.csv"}]}}`,
	} {
		f.Add([]byte(seed))
	}
	list := catalog.File{Name: "list", URL: "https://data.example.org/petitions/SHA256SUMS", Mirror: "petitions/SHA256SUMS", List: true, Member: `(?i)\.(csv|xlsx)(\.gz)?$`}
	f.Fuzz(func(t *testing.T, text []byte) {
		found, err := entries(list, text)
		if err != nil {
			return
		}
		for _, one := range found {
			if !filepath.IsLocal(filepath.FromSlash(one.Mirror)) || !strings.HasPrefix(one.Mirror, "petitions/") {
				t.Errorf("%q leads to %q in a mirror", text, one.Mirror)
			}
			if one.Name == "" || one.SHA256 != "" && len(one.SHA256) != 64 {
				t.Errorf("%q names %+v", text, one)
			}
		}
	})
}

// FuzzShelf: whatever became of the archive of small snapshots, what is put on it can be got, now and in the next run.
func FuzzShelf(f *testing.F) {
	s := &shelf{path: filepath.Join(f.TempDir(), shelfName)}
	for _, body := range []string{"a", strings.Repeat("b", 600)} {
		if err := s.put(held([]byte(body)).SHA256, []byte(body)); err != nil {
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
		path := filepath.Join(t.TempDir(), shelfName)
		if err := os.WriteFile(path, archive, 0o644); err != nil {
			t.Fatal(err)
		}
		sum := held(body).SHA256
		first := &shelf{path: path}
		if _, err := first.get(sum); err == nil {
			return // the very bytes lay there
		}
		if err := first.put(sum, body); err != nil {
			t.Fatal(err)
		}
		for _, s := range []*shelf{first, {path: path}} {
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
