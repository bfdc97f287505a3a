// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"bytes"
	"strconv"
	"strings"
	"time"
)

// robotsRules are what a robots.txt says to one robot, by RFC 9309. The zero value allows everything.
type robotsRules struct {
	rules []robotsRule
	delay time.Duration // Crawl-delay, which the RFC does not have and robots heed
}

// robotsRule is one Allow or Disallow.
type robotsRule struct {
	pattern string
	allow   bool
}

// readRobots reads what a robots.txt says to a robot by the first word of its name. Groups that name it are one; where none does, those
// of * are its own. What is no rule is passed over: lines of other records, rules before any group, delays that are no number.
func readRobots(body []byte, agent string) *robotsRules {
	var ours, all *robotsRules
	var into []*robotsRules // of the group that is read
	heading := false        // the last rule or name of a group was a name
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	for line := range bytes.FieldsFuncSeq(body, func(c rune) bool { return c == '\n' || c == '\r' }) {
		record, _, _ := strings.Cut(string(line), "#")
		key, value, ok := strings.Cut(record, ":")
		if !ok {
			continue
		}
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		switch key {
		case "user-agent", "useragent":
			if !heading {
				into, heading = nil, true
			}
			switch name := productToken(value); {
			case strings.HasPrefix(value, "*"):
				all = orNew(all)
				into = append(into, all)
			case name != "" && strings.EqualFold(name, productToken(agent)):
				ours = orNew(ours)
				into = append(into, ours)
			}
		case "allow", "disallow":
			heading = false
			for _, group := range into {
				group.add(value, key == "allow")
			}
		case "crawl-delay", "crawldelay":
			heading = false
			seconds, err := strconv.ParseFloat(value, 64)
			if err != nil || !(seconds >= 0 && seconds < 1e9) {
				continue
			}
			for _, group := range into {
				group.delay = time.Duration(seconds * float64(time.Second))
			}
		}
	}
	switch {
	case ours != nil:
		return ours
	case all != nil:
		return all
	}
	return &robotsRules{}
}

func orNew(r *robotsRules) *robotsRules {
	if r == nil {
		return &robotsRules{}
	}
	return r
}

// productToken is the name of a robot without version and contact: letters, hyphens and underscores.
func productToken(agent string) string {
	end := strings.IndexFunc(agent, func(c rune) bool { return !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '_') })
	if end < 0 {
		return agent
	}
	return agent[:end]
}

func (r *robotsRules) add(path string, allow bool) {
	if path == "" { // closes nothing
		return
	}
	if path[0] != '/' && path[0] != '*' {
		path = "/" + path
	}
	r.rules = append(r.rules, robotsRule{robotsPath(path), allow})
}

// allows says whether a path with its query may be asked for: the longest rule that it meets decides, of two as long the one that allows.
func (r *robotsRules) allows(path string) bool {
	path = robotsPath(path)
	if path == "/robots.txt" {
		return true
	}
	best, allowed := -1, true
	for _, rule := range r.rules {
		if n := len(rule.pattern); (n > best || n == best && rule.allow) && meets(path, rule.pattern) {
			best, allowed = n, rule.allow
		}
	}
	return allowed
}

// meets says whether a path begins with what a pattern says: * is any run of signs, a $ at the end the end of the path.
func meets(path, pattern string) bool {
	pattern, whole := strings.CutSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	rest, ok := strings.CutPrefix(path, parts[0])
	if !ok {
		return false
	}
	for i, part := range parts[1:] {
		if whole && i == len(parts)-2 {
			return strings.HasSuffix(rest, part)
		}
		at := strings.Index(rest, part)
		if at < 0 {
			return false
		}
		rest = rest[at+len(part):]
	}
	return !whole || rest == ""
}

// robotsPath writes a path the one way in which paths and patterns are compared: signs that need no escape without it, all others beyond
// ASCII with it, hexadecimal digits in capitals.
func robotsPath(path string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(path); i++ {
		c, escaped := path[i], false
		if c == '%' && i+2 < len(path) {
			if n, err := strconv.ParseUint(path[i+1:i+3], 16, 8); err == nil {
				c, escaped = byte(n), true
				i += 2
			}
		}
		plain := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0
		if plain || !escaped && c > ' ' && c < 0x7f {
			b.WriteByte(c)
			continue
		}
		b.WriteString(string([]byte{'%', hex[c>>4], hex[c&15]}))
	}
	return b.String()
}
