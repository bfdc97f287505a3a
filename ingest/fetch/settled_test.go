// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"context"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"osnova/ingest/fetch/fetchtest"
)

// TestWhatCameOnceIsNotAskedAgain: by another run with the same folder, which a kill may have cut short; one torn line, lost bytes or another
// policy, and the address is asked as ever.
func TestWhatCameOnceIsNotAskedAgain(t *testing.T) {
	dir := t.TempDir()
	list := filepath.Join(dir, settledName)
	run := func(once bool, answers ...http.HandlerFunc) (string, int) {
		t.Helper()
		server := fetchtest.Serve(t, answers...)
		f := fetcher(fetchtest.NewClock())
		f.Dir = dir
		u, err := url.Parse(server.URL)
		if err != nil {
			t.Fatal(err)
		}
		// Each server of a test has a port of its own: the list is told of the one at hand.
		if body, err := os.ReadFile(list); err == nil {
			lines := strings.Split(string(body), "\n")
			for i, line := range lines {
				if at := strings.Index(line, "http://"); at >= 0 {
					lines[i] = line[:at] + server.URL + "/tenders/1"
				}
			}
			if err := os.WriteFile(list, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := f.Fetch(context.Background(), server.URL+"/tenders/1", Policy{Hosts: []string{u.Hostname()}, Once: once})
		if err != nil {
			t.Fatal(err)
		}
		body, err := got.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		return string(body), len(server.Asked)
	}
	for _, step := range []struct {
		what   string
		spoil  func()
		once   bool
		body   string
		asked  int
		answer string
	}{
		{"the first run", func() {}, true, "one", 1, "one"},
		{"a later one", func() {}, true, "one", 0, "two"},
		{"another policy", func() {}, false, "two", 1, "two"},
		{"still the first answer", func() {}, true, "one", 0, "three"},
		{"a line torn off", func() {
			if err := os.Truncate(list, 80); err != nil {
				t.Fatal(err)
			}
		}, true, "four", 1, "four"},
		{"a line behind a torn one", func() {}, true, "four", 0, "five"},
		{"bytes that are gone", func() {
			if err := os.Remove(filepath.Join(dir, SmallFilesName)); err != nil {
				t.Fatal(err)
			}
		}, true, "six", 1, "six"},
		{"bytes that came again", func() {}, true, "six", 0, "seven"},
	} {
		step.spoil()
		if body, asked := run(step.once, fetchtest.AnswerText(step.answer)); body != step.body || asked != step.asked {
			t.Errorf("%s: %q, asked %d times; want %q and %d", step.what, body, asked, step.body, step.asked)
		}
	}
}
