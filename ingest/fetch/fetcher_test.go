// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"osnova/ingest/fetch/fetchtest"
)

// TestFetchAsSent: a server named by the user is trusted, but not what it points at; bodies come as sent, and not without end.
func TestFetchAsSent(t *testing.T) {
	hits := 0
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { hits++ }))
	defer other.Close()
	zipped := []byte("\x1f\x8b\x08 packed")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/elsewhere":
			http.Redirect(w, r, other.URL, http.StatusFound)
		case "/file":
			http.Redirect(w, r, "file:///etc/hosts", http.StatusFound)
		case "/data.xml.gz", "/data.json.gz":
			w.Header().Set("Content-Type", "application/gzip")
			_, _ = w.Write(zipped)
		case "/long":
			w.WriteHeader(http.StatusOK)
			w.(http.Flusher).Flush()
			_, _ = w.Write(bytes.Repeat([]byte("x"), 101))
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	f := fetcher(fetchtest.NewClock())
	f.AllowLoopback, f.Trusted, f.Limit = false, HostPort(server.URL), 100
	for path, want := range map[string]string{"/elsewhere": "is not public", "/file": "only http and https", "/long": "more than 100 bytes came"} {
		if _, err := f.Get(context.Background(), server.URL+path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
	if hits > 0 {
		t.Error("a redirect reached another server of this computer")
	}
	for _, path := range []string{"/data.xml.gz", "/data.json.gz"} {
		if got, err := f.Get(context.Background(), server.URL+path); err != nil || !bytes.Equal(got, zipped) {
			t.Errorf("%s: %q %v", path, got, err)
		}
	}
}
