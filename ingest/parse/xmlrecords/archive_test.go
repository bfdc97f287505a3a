// SPDX-License-Identifier: Apache-2.0

package xmlrecords

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io"
	"regexp"
	"strings"
	"testing"
)

// pack makes a ZIP of members given as name, text, name, text.
func pack(t *testing.T, members ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(members); i += 2 {
		m, err := w.Create(members[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(m, members[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// unpack reads all members that match into one text.
func unpack(body []byte, match string, l Limits) (string, error) {
	members, err := Members(bytes.NewReader(body), int64(len(body)), regexp.MustCompile(match), l)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	for _, m := range members {
		r, err := m.Open()
		if err != nil {
			return "", err
		}
		out.WriteString(m.Name + "=")
		if _, err := io.Copy(&out, r); err != nil {
			return "", err
		}
		r.Close()
	}
	return out.String(), nil
}

func TestMembers(t *testing.T) {
	archive := pack(t, "a/UO.xml", "<a/>", "FOP.xml", "<b/>", "b/UO2.xml", "<c/>", "folder/", "")
	if got, err := unpack(archive, `UO`, Limits{}); err != nil || got != "a/UO.xml=<a/>b/UO2.xml=<c/>" {
		t.Error(got, err)
	}
	if got, err := unpack([]byte("<a/>"), `UO`, Limits{}); err != nil || got != "=<a/>" {
		t.Error(got, err)
	}
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	io.WriteString(w, "<a/>")
	w.Close()
	if got, err := unpack(z.Bytes(), `UO`, Limits{}); err != nil || got != "=<a/>" {
		t.Error(got, err)
	}

	zeros := strings.Repeat("0", 32<<20)
	damaged := pack(t, "a.xml", "<a>some text of the member</a>")
	damaged[40] ^= 0xff // in the packed bytes
	for want, c := range map[string]struct {
		body  []byte
		match string
		l     Limits
	}{
		"no member of the archive matches none; there are: a/UO.xml, FOP.xml, b/UO2.xml":                       {archive, "none", Limits{}},
		"the archive ends without its directory":                                                               {archive[:len(archive)-30], "UO", Limits{}},
		`member "a.xml" of the archive unpacks from 32621 to 33554432 bytes: no register is packed so tightly`: {pack(t, "a.xml", zeros), "", Limits{}},
		`member "b.xml" of the archive unpacks from `:                                                          {pack(t, "a.xml", "123456", "b.xml", "123456"), "", Limits{Total: 10}},
		"byte 10: the gzip file unpacks to more than is promised or allowed":                                   {gzipped(t, "12345678901"), "", Limits{Total: 10}},
		"checksum error": {damaged, "", Limits{}},
		`the archive holds "../UO2.xml", a path that leads out of its folder`: {pack(t, "../UO2.xml", "<c/>"), "UO", Limits{}},
	} {
		if _, err := unpack(c.body, c.match, c.l); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func gzipped(t *testing.T, text string) []byte {
	t.Helper()
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return z.Bytes()
}

// FuzzMembers: no archive makes the reading panic or unpack past the limit.
func FuzzMembers(f *testing.F) {
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("\x1f\x8b\x08"))
	f.Add([]byte("<a/>"))
	f.Fuzz(func(t *testing.T, body []byte) {
		members, err := Members(bytes.NewReader(body), int64(len(body)), nil, Limits{Total: 1 << 20})
		if err != nil {
			return
		}
		for _, m := range members {
			r, err := m.Open()
			if err != nil {
				continue
			}
			n, _ := io.Copy(io.Discard, r)
			if n > max(1<<20, int64(len(body))) {
				t.Errorf("%d bytes out of %d", n, len(body))
			}
		}
	})
}
