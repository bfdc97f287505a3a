// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"osnova/ingest/fetch/fetchtest"
)

// TestPace: one request a second and host, or what is declared, or what robots.txt asks for if that is longer.
func TestPace(t *testing.T) {
	for name, c := range map[string]struct {
		robots string
		pause  time.Duration
		want   time.Duration // between two files
	}{
		"as a rule":          {"", 0, time.Second},
		"declared":           {"", 250 * time.Millisecond, 250 * time.Millisecond},
		"crawl delay":        {"User-agent: *\nCrawl-delay: 4\n", 250 * time.Millisecond, 4 * time.Second},
		"delay of another":   {"User-agent: bingbot\nCrawl-delay: 9\n", 0, time.Second},
		"our delay by name":  {"User-agent: *\nCrawl-delay: 9\n\nUser-agent: osnova\nCrawl-delay: 2\n", 0, 2 * time.Second},
		"delay below a rate": {"User-agent: *\nCrawl-delay: 0.1\n", 0, time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			clock := fetchtest.NewClock()
			var at []time.Time
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/robots.txt" {
					_, _ = io.WriteString(w, c.robots)
					return
				}
				at = append(at, clock.Now())
			}))
			defer server.Close()
			f := fetcher(clock)
			for i := range 3 {
				if _, err := f.Fetch(context.Background(), fmt.Sprint(server.URL, "/", i), Policy{Hosts: []string{"127.0.0.1"}, Pause: c.pause}); err != nil {
					t.Fatal(err)
				}
			}
			if at[1].Sub(at[0]) != c.want || at[2].Sub(at[1]) != c.want {
				t.Errorf("asked at %v, want every %v", at, c.want)
			}
		})
	}
}

// TestRobots: what robots.txt forbids is not asked for; a host whose robots.txt cannot be had is left alone; one without it is open.
func TestRobots(t *testing.T) {
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   string
	}{
		"forbids":       {fetchtest.AnswerText("User-agent: *\nDisallow: /data\n"), "robots.txt of"},
		"forbids us":    {fetchtest.AnswerText("User-agent: osnova\nDisallow: /\n\nUser-agent: *\nAllow: /\n"), "robots.txt of"},
		"forbids other": {fetchtest.AnswerText("User-agent: badbot\nDisallow: /\n"), ""},
		"not there":     {fetchtest.AnswerStatus(404), ""},
		"broken server": {fetchtest.AnswerStatus(500), "robots.txt: the server answers 500"},
		"elsewhere": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://example.org/robots.txt", http.StatusFound)
		}, "host example.org is not declared"},
	} {
		t.Run(name, func(t *testing.T) {
			asked := 0
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/robots.txt" {
					c.answer(w, r)
					return
				}
				if got := r.Header.Get("User-Agent"); got != "osnova (test; +https://example.org/contact)" {
					t.Errorf("the user agent is %q", got)
				}
				asked++
			}))
			defer server.Close()
			_, err := fetcher(fetchtest.NewClock()).Get(context.Background(), server.URL+"/data/a.csv")
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("got %v, want %q", err, c.want)
			}
			if (asked > 0) != (c.want == "") {
				t.Errorf("asked %d times", asked)
			}
		})
	}
}

// TestPublic: only addresses that anybody can reach are a publisher's.
func TestPublic(t *testing.T) {
	for ip, want := range map[string]bool{
		"93.184.216.34": true, "2606:2800:220:1::1": true,
		"127.0.0.1": false, "127.9.9.9": false, "::1": false, "::ffff:127.0.0.1": false, "10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false,
		"::ffff:10.0.0.1": false, "169.254.169.254": false, "fe80::1": false, "fd00::1": false, "0.0.0.0": false, "::": false, "224.0.0.1": false, "ff02::1": false,
		"100.64.0.1": false, "255.255.255.255": false, "64:ff9b::a00:1": false,
	} {
		if got := public(netip.MustParseAddr(ip)); got != want {
			t.Errorf("%s: public %v, want %v", ip, got, want)
		}
	}
}
