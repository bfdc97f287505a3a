// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/text/encoding/charmap"
)

// TestPageText: UTF-8 where it can be, windows-1251 or koi8-u as it reads like Ukrainian, else a fault.
func TestPageText(t *testing.T) {
	const page = "<p>Реєстр органів самоорганізації населення: ґанок, її, європейський</p>"
	encode := func(c *charmap.Charmap) string {
		out, err := c.NewEncoder().String(page)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	for name, c := range map[string]struct{ body, encoding, want string }{
		"utf-8":              {page, "", page},
		"utf-8, marked":      {"\ufeff" + page, "", page},
		"windows-1251":       {encode(charmap.Windows1251), "", page},
		"declared":           {encode(charmap.Windows1251), "windows-1251", page},
		"short windows-1251": {"<p>\xce\xd1\xcd \xcf\xee\xe4\xb3\xeb</p>", "", "<p>ОСН Поділ</p>"},
		"koi8-u":             {encode(charmap.KOI8U), "", page},
		"declared otherwise": {page, "windows-1251", page},
		"koi8-u as windows":  {encode(charmap.KOI8U), "windows-1251", ""},
		"capitals":           {"<p>\xc2\xb2\xcd\xcd\xc8\xd6\xdc\xca\xc0 \xce\xc1\xcb.</p>", "", "<p>ВІННИЦЬКА ОБЛ.</p>"},
		"wrongly declared":   {encode(charmap.Windows1251), "utf-8", ""},
		"no text":            {"\x00\xff\xfe\x80\x81", "", ""},
	} {
		got, err := PageText("p", []byte(c.body), c.encoding)
		if string(got) != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

// TestVisibleText: what a reader sees, on one line.
func TestVisibleText(t *testing.T) {
	for markup, want := range map[string]string{
		"a\n\t b":                               "a b",
		"Перша<br/>\n Друга <br>":               "Перша; Друга",
		"<p>a</p><p>b</p>":                      "a; b",
		"<b>жир</b>ний":                         "жирний",
		"12&nbsp;345<sup>1</sup>":               "12 345",
		"площа, м<sup>2</sup>":                  "площа, м2",
		"x<sup>й</sup>":                         "xй",
		"а&shy;б<wbr>в":                         "абв",
		"<script>x()</script>a<style>b</style>": "a",
		"<!-- коментар -->a":                    "a",
	} {
		n, err := html.Parse(strings.NewReader("<body>" + markup))
		if err != nil {
			t.Fatal(err)
		}
		if got := visibleText("; ", n); got != want {
			t.Errorf("%s: %q, want %q", markup, got, want)
		}
	}
}
