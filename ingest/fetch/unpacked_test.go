// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"strings"
	"testing"
)

func packed(t *testing.T, open func(io.Writer) io.WriteCloser, body []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := open(&b)
	if _, err := w.Write(body); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestUnpacked: a page is read however its server packed it, told or not, within bounds; what is no text stays as it came.
func TestUnpacked(t *testing.T) {
	gz := func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }
	zl := func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }
	raw := func(w io.Writer) io.WriteCloser {
		z, err := flate.NewWriter(w, -1)
		if err != nil {
			t.Fatal(err)
		}
		return z
	}
	page := []byte(strings.Repeat("<p>Вигадана громада</p>", 50))
	bomb := packed(t, gz, make([]byte, 64<<20))
	for name, c := range map[string]struct {
		body           []byte
		encoding, kind string
		want           []byte // nil: an error
	}{
		"plain":                    {page, "", "text/html", page},
		"gzip told":                {packed(t, gz, page), "gzip", "text/html", page},
		"gzip not told":            {packed(t, gz, page), "", "text/html; charset=utf-8", page},
		"gzip without a type":      {packed(t, gz, page), "identity", "", page},
		"twice, told once":         {packed(t, gz, packed(t, gz, page)), "GZIP", "text/html", page},
		"deflate with a head":      {packed(t, zl, page), "deflate", "text/html", page},
		"deflate without":          {packed(t, raw, page), "deflate", "text/html", page},
		"deflate not told":         {packed(t, zl, page), "", "text/html", page},
		"an archive":               {packed(t, gz, page), "", "application/gzip", packed(t, gz, page)},
		"text that begins with x":  {[]byte("x\x9c is how it begins"), "", "text/html", []byte("x\x9c is how it begins")},
		"short":                    {[]byte("x"), "", "text/html", []byte("x")},
		"empty":                    {nil, "", "text/html", nil},
		"broken off":               {packed(t, gz, page)[:60], "", "text/html", page[:0]},
		"told, but plain":          {page, "gzip", "text/html", nil},
		"packed in another way":    {page, "br", "text/html", nil},
		"more than text can pack":  {bomb, "", "text/html", nil},
		"the same, told":           {bomb, "gzip", "text/html", nil},
		"the same, in another one": {packed(t, gz, bomb), "gzip", "text/html", nil},
	} {
		got, err := unpacked(c.body, c.encoding, c.kind, 5<<20)
		switch {
		case name == "empty":
			if err != nil || len(got) > 0 {
				t.Errorf("%s: %d bytes, %v", name, len(got), err)
			}
		case c.want == nil:
			if err == nil && len(got) <= 5<<20 {
				t.Errorf("%s: %d bytes and no error", name, len(got))
			}
		case name == "broken off":
			if err != nil || !bytes.HasPrefix(page, got) {
				t.Errorf("%s: %q, %v", name, got, err)
			}
		case err != nil || !bytes.Equal(got, c.want):
			t.Errorf("%s: %d bytes, %v; want %d", name, len(got), err, len(c.want))
		}
	}
}
