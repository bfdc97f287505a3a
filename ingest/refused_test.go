// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
)

// TestRefusingPublisher: where a server refuses the program, at once or each time it is asked again, the finding says what may be done by right,
// and nobody is told another name than before.
func TestRefusingPublisher(t *testing.T) {
	var disguised atomic.Bool
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.UserAgent(), "osnova ") {
			disguised.Store(true)
		}
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		w.WriteHeader(http.StatusForbidden)
	}))
	defer server.Close()
	r := refreshing(t, server.URL)
	for i := range r.cat.Sources {
		if r.cat.Sources[i].Name == "hamlets" {
			r.cat.Sources[i].Busy = []int{http.StatusForbidden}
		}
	}
	_, _, findings := r.run()
	told := 0
	for _, f := range findings {
		if strings.Contains(f.What, "403 Forbidden") && f.Hint == refusedHint {
			told++
		}
	}
	if told != 2 || len(findings) != 2 {
		t.Errorf("%d of %d findings say what may be done, want 2: %v", told, len(findings), findings)
	}
	for _, word := range []string{"project.yaml", "ask the publisher", "--mirror DIR"} {
		if !strings.Contains(refusedHint, word) {
			t.Errorf("the hint does not say %q", word)
		}
	}
	if disguised.Load() {
		t.Error("the program told another name")
	}
}
