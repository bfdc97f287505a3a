// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"strings"
	"testing"
	"time"
)

// TestRobotsRules: which paths a robots.txt closes to osnova, by RFC 9309.
func TestRobotsRules(t *testing.T) {
	for name, c := range map[string]struct{ text, open, closed string }{
		"empty":                  {"", "/ /a", ""},
		"all":                    {"User-agent: *\nDisallow: /", "/robots.txt", "/ /a"},
		"nothing":                {"User-agent: *\nDisallow:", "/ /a", ""},
		"space before the colon": {"User-agent : *\nDisallow : /a # why", "/ /b", "/a /a/b /ab"},
		"tabs":                   {"User-agent\t:\t*\n Disallow\t:\t/a\t", "/b", "/a"},
		"CR alone":               {"User-agent: *\rDisallow: /a\r", "/b", "/a"},
		"CRLF and a mark":        {"\xef\xbb\xbfUser-agent: *\r\nDisallow: /a\r\n", "/b", "/a"},
		"capitals":               {"USER-AGENT: *\nDISALLOW: /a", "/A /b", "/a"},
		"no space":               {"user-agent:*\ndisallow:/a", "/b", "/a"},
		"ours before all":        {"User-agent: *\nDisallow: /\n\nUser-agent: osnova\nDisallow: /a", "/ /b", "/a"},
		"ours with a version":    {"User-agent: Osnova/1.0\nDisallow: /a\nUser-agent: *\nDisallow: /", "/b", "/a"},
		"others":                 {"User-agent: os\nDisallow: /\nUser-agent: osnova-news\nDisallow: /", "/a", ""},
		"groups of one name": {
			"User-agent: *\nDisallow: /a\n\nUser-agent: x\nDisallow: /c\n\nUser-agent: *\nDisallow: /b", "/c", "/a /b",
		},
		"several names": {"User-agent: x\nUser-agent: osnova\nDisallow: /a", "/b", "/a"},
		"another record between": {
			"User-agent: x\nSitemap: https://x.example/map.xml\n\nUser-agent: osnova\nDisallow: /a", "/b", "/a",
		},
		"blank lines":    {"User-agent: *\n\n\nDisallow: /a\n\nDisallow: /b", "/c", "/a /b"},
		"longest wins":   {"User-agent: *\nDisallow: /\nAllow: /a\nDisallow: /a/b", "/a /a/c", "/ /b /a/b"},
		"as long: allow": {"User-agent: *\nDisallow: /a\nAllow: /a", "/a", ""},
		"end":            {"User-agent: *\nDisallow: /\nAllow: /$", "/", "/a /?a"},
		"star": {
			"User-agent: *\nDisallow: /*/print$\nDisallow: /*.pdf", "/print /a/print/b /x/pdf", "/a/print /a/b/print /a.pdf /a.pdf?b",
		},
		"begins":        {"User-agent: *\nDisallow: /b*c", "/a/bc /b", "/bc /bac/d"},
		"star alone":    {"User-agent: *\nDisallow: *", "", "/ /a"},
		"no slash":      {"User-agent: *\nDisallow: a", "/b", "/a"},
		"query":         {"User-agent: *\nDisallow: /*?", "/a", "/a?b=c"},
		"dollar inside": {"User-agent: *\nDisallow: /a$b", "/a", "/a$b"},
		"escapes": {
			"User-agent: *\nDisallow: /%7ea\nDisallow: /новини\nDisallow: /x%2fy", "/a /x/y",
			"/~a /%7Ea /%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8 /%d0%bd%d0%be%d0%b2%d0%b8%d0%bd%d0%b8/1 /x%2Fy",
		},
		"rules of nobody":               {"Disallow: /a\nUser-agent: *\nDisallow: /b", "/a", "/b"},
		"words that are no rule":        {"<html><body>Disallow: /</body></html>", "/", ""},
		"delay of another":              {"User-agent: x\nCrawl-delay: 60\nUser-agent: *\nDisallow: /a", "/b", "/a"},
		"comment behind the name":       {"User-agent: * # all\nDisallow: /a#b", "/b", "/a /a#b"},
		"a rule ends the list of names": {"User-agent: osnova\nDisallow: /a\nUser-agent: x\nDisallow: /b", "/b", "/a"},
	} {
		rules := readRobots([]byte(c.text), "osnova")
		for _, path := range strings.Fields(c.open) {
			if !rules.allows(path) {
				t.Errorf("%s: %s is closed", name, path)
			}
		}
		for _, path := range strings.Fields(c.closed) {
			if rules.allows(path) {
				t.Errorf("%s: %s is open", name, path)
			}
		}
	}
}

// TestRobotsDelay: how long a robots.txt asks to wait between two requests.
func TestRobotsDelay(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"User-agent: *\nCrawl-delay: 2.5": 2500 * time.Millisecond, "User-agent: *\nCrawl-delay : 3": 3 * time.Second,
		"User-agent: x\nCrawl-delay: 9":                  0,
		"User-agent: *\nCrawl-delay: soon\nDisallow: /a": 0, "User-agent: *\nCrawl-delay: -1": 0, "User-agent: *\nCrawl-delay: NaN": 0,
		"User-agent: *\nCrawl-delay: 1e300": 0,
	} {
		if got := readRobots([]byte(text), "osnova").delay; got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// TestRobotsTakeNoTime: patterns of many stars against a long path are read at once.
func TestRobotsTakeNoTime(t *testing.T) {
	rules := readRobots([]byte("User-agent: *\nDisallow: /"+strings.Repeat("*a", 2000)+"b"), "osnova")
	begun := time.Now()
	if !rules.allows("/" + strings.Repeat("a", 100_000)) {
		t.Error("the path has no b")
	}
	if took := time.Since(begun); took > 2*time.Second {
		t.Errorf("took %s", took)
	}
}

// FuzzRobots: no robots.txt makes the reader fall, and what closes everything closes every path.
func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow : /a*b$\n", "/a%2")
	f.Add("\xff:\xff", "%")
	f.Fuzz(func(t *testing.T, text, path string) {
		readRobots([]byte(text), "osnova").allows(path)
		if once := robotsPath(path); robotsPath(once) != once {
			t.Fatalf("%q is %q, then %q", path, once, robotsPath(once))
		}
	})
}
