// SPDX-License-Identifier: Apache-2.0

package robot

import (
	"net/url"
	"regexp"
	"strings"
)

var (
	scheme = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:`)
	stray  = regexp.MustCompile(`%([^0-9A-Fa-f]|[0-9A-Fa-f][^0-9A-Fa-f]|.?$)`)
	breaks = strings.NewReplacer("\t", "", "\n", "", "\r", "")
)

// resolve gives the web address that a page names, as browsers read it (WHATWG URL): signs that cannot be seen around it and line breaks
// within it are dropped, a backslash before the query is a slash. nil if it is no web address, or has a password.
func resolve(base *url.URL, href string) *url.URL {
	href = breaks.Replace(strings.TrimFunc(href, func(c rune) bool { return c <= ' ' || c == '\u00a0' }))
	own := strings.ToLower(scheme.FindString(href))
	if own != "" && own != "http:" && own != "https:" {
		return nil
	}
	end := strings.IndexAny(href, "?#")
	if end < 0 {
		end = len(href)
	}
	href = strings.ReplaceAll(href[:end], `\`, "/") + href[end:]
	u, err := base.Parse(href)
	if err != nil {
		if u, err = base.Parse(stray.ReplaceAllString(href, "%25$1")); err != nil {
			return nil
		}
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return nil
	}
	return u
}

// refreshTo is the address in a refresh, of a meta element or a header, that a reader is led on to within a minute: «0; url=/uk/».
var refreshTo = regexp.MustCompile(`(?is)^\s*(\d{1,2})(?:\.\d*)?\s*[;,\s]\s*(?:url\s*=\s*)?["']?\s*([^"']+?)\s*["']?\s*$`)

// refreshed gives the address that a refresh leads on to, empty if it only loads the page again.
func refreshed(base, own *url.URL, content string) string {
	m := refreshTo.FindStringSubmatch(content)
	if m == nil || len(m[1]) == 2 && m[1] > "60" {
		return ""
	}
	u := resolve(base, m[2])
	if u == nil {
		return ""
	}
	u.Fragment = ""
	if pageKey(u.String()) == pageKey(own.String()) && u.Scheme == own.Scheme {
		return ""
	}
	return u.String()
}
