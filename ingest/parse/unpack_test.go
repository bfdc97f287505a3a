// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io"
	"strings"
	"testing"
)

func zipped(t *testing.T, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, body := range files {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, body); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gzipped(t *testing.T, body []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(body); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestUnpack reads the one file meant, and refuses bombs, paths out of the folder, files that are cut or ambiguous.
func TestUnpack(t *testing.T) {
	zeros := strings.Repeat("\x00", 32<<20)
	whole := zipped(t, map[string]string{"15.1-EX_XML_EDR_UO.xml": "<DATA/>", "readme.txt": "x"})
	lying := zipped(t, map[string]string{"a": zeros})
	at := bytes.LastIndex(lying, []byte("PK\x01\x02"))
	copy(lying[at+24:], []byte{16, 0, 0, 0}) // the directory says that the file is 16 bytes long
	for name, c := range map[string]struct {
		body         []byte
		pack, member string
		want, fault  string
	}{
		"zip":             {whole, "zip", "*_UO.xml", "<DATA/>", ""},
		"zip, only file":  {zipped(t, map[string]string{"дані/a.csv": "a,b"}), "zip", "", "a,b", ""},
		"gzip":            {gzipped(t, []byte("a,b")), "gzip", "", "a,b", ""},
		"which?":          {whole, "zip", "", "", "2 files of the archive match"},
		"none":            {whole, "zip", "*.csv", "", "0 files of the archive match"},
		"cut":             {whole[:len(whole)-30], "zip", "*.xml", "", "not a zip archive"},
		"not gzip":        {[]byte("a,b"), "gzip", "", "", "not gzip"},
		"cut gzip":        {gzipped(t, []byte(strings.Repeat("a,b\n", 1000)))[:20], "gzip", "", "", "unexpected EOF"},
		"zip bomb":        {zipped(t, map[string]string{"a": zeros}), "zip", "", "", "unpacks from"},
		"lying zip bomb":  {lying, "zip", "", "", "zip: checksum error|unpack to more than|not a valid zip"},
		"gzip bomb":       {gzipped(t, []byte(zeros)), "gzip", "", "", "unpack to more than"},
		"up and away":     {zipped(t, map[string]string{"../../etc/cron.d/x": "x"}), "zip", "", "", "a path out of its folder"},
		"backslashes":     {zipped(t, map[string]string{`..\x`: "x"}), "zip", "", "", "a path out of its folder"},
		"absolute":        {zipped(t, map[string]string{"/etc/passwd": "x"}), "zip", "", "", "a path out of its folder"},
		"drive":           {zipped(t, map[string]string{`C:\x`: "x"}), "zip", "", "", "a path out of its folder"},
		"unknown packing": {whole, "rar", "", "", "unknown pack"},
	} {
		t.Run(name, func(t *testing.T) {
			var got []byte
			r, err := Unpack("a", bytes.NewReader(c.body), int64(len(c.body)), c.pack, c.member)
			if err == nil {
				got, err = io.ReadAll(r)
				r.Close()
			}
			if c.fault == "" {
				if err != nil || string(got) != c.want {
					t.Errorf("%q, %v", got, err)
				}
				return
			}
			for _, fault := range strings.Split(c.fault, "|") {
				if err != nil && strings.Contains(err.Error(), fault) {
					return
				}
			}
			t.Errorf("%d bytes, %v, want %q", len(got), err, c.fault)
		})
	}
}
