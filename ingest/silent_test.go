// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"osnova/catalog"
	"osnova/ingest/fetch/fetchtest"
)

// enough is far more time than any wait of hasty may take; what needs it hangs.
const enough = 20 * time.Second

// TestOneSilentPublisher: of two publishers one goes silent; the rows of the other are loaded, and the silent one keeps its last good table and is
// told. The run is over soon.
func TestOneSilentPublisher(t *testing.T) {
	var silent atomic.Bool
	good := fetchtest.ServeAll(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		_, _ = io.WriteString(w, towns)
	})
	bad := fetchtest.ServeRaw(t, func(c net.Conn, path string) {
		if silent.Load() {
			fetchtest.SendBytes("HTTP/1.1 404 Not Found\nContent-Length: 100\n\n")(c, path)
			return
		}
		fetchtest.SendBytes(fmt.Sprintf("HTTP/1.1 200 OK\nContent-Length: %d\n\n", len(towns)))(c, path)
		fmt.Fprint(c, towns)
	})
	r := refreshing(t, good)
	for i, s := range r.cat.Sources {
		if s.Name == "towns" {
			r.cat.Sources[i].Files[0].URL = bad + "/towns.csv"
		}
	}
	if origins, rows, findings := r.run(); origins["towns"] != "parsed" || rows["towns"] != 8 || len(findings) > 0 {
		t.Fatal(origins, rows, findings)
	}
	silent.Store(true)
	begun := time.Now()
	origins, rows, findings := r.run()
	if origins["towns"] != "last good" || rows["towns"] != 8 || rows["hamlets"] != 8 || len(findings) != 1 || !strings.Contains(findings[0].String(), "404") {
		t.Errorf("origins %v, rows %v, findings %v", origins, rows, findings)
	}
	if took := time.Since(begun); took > enough {
		t.Errorf("the run took %s", took)
	}
}

// TestSourceFailsOnce: a source whose host fails is not asked for its other files, each of which might take as long.
func TestSourceFailsOnce(t *testing.T) {
	server := fetchtest.Serve(t, fetchtest.AnswerStatus(500))
	f := fetcher(fetchtest.NewClock())
	s := catalog.Source{Name: "many"}
	for i := range 40 {
		s.Files = append(s.Files, catalog.File{Name: fmt.Sprint(i), URL: fmt.Sprint(server.URL, "/", i)})
	}
	st := &Stage{Refresh: true, Fetch: f}
	if _, err := st.bytesOf(context.Background(), s, upstream(f)); err != nil {
		t.Fatal(err)
	}
	if len(server.Asked) != 5 {
		t.Errorf("asked %d times, want 5, for the first file alone", len(server.Asked))
	}
}
