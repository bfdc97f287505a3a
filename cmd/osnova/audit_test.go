// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// served is a site of pages by path.
func served(t *testing.T, pages map[string]string) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := pages[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(server.Close)
	return server
}

func file(t *testing.T, path string) string {
	t.Helper()
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// TestAuditExample: the rows that docs/instruments/audit.md shows come of its site and command.
func TestAuditExample(t *testing.T) {
	text := file(t, "../../docs/instruments/audit.md")
	pages := map[string]string{}
	for _, b := range regexp.MustCompile("(?s)`([a-z]+)\\.html`[^\n]*\n\n```html\n(.*?)```").FindAllStringSubmatch(text, -1) {
		name := "/" + b[1]
		if b[1] == "index" {
			name = "/"
		}
		pages[name] = b[2]
	}
	command := regexp.MustCompile("(?s)```sh\nosnova audit (.*?)\n```").FindStringSubmatch(text)
	blocks := regexp.MustCompile("(?s)`([a-z/]+\\.csv)`[^\n]*\n\n```csv\n(.*?)```").FindAllStringSubmatch(text, -1)
	if len(pages) < 3 || command == nil || len(blocks) < 2 {
		t.Fatalf("the page has %d pages of a site, %d tables, command %q", len(pages), len(blocks), command)
	}
	const shown = "http://127.0.0.1:8080"
	if !strings.Contains(command[1], shown) {
		t.Fatalf("the command names no %s", shown)
	}
	server := served(t, pages)
	t.Chdir(t.TempDir())
	build(t, exitFine, append([]string{"audit"}, append(strings.Fields(strings.ReplaceAll(command[1], shown, server.URL)), "--rate", "1000")...)...)
	for _, b := range blocks {
		made := strings.Split(strings.ReplaceAll(file(t, b[1]), server.URL, shown), "\n")
		for i, line := range strings.Split(strings.TrimSpace(b[2]), "\n") {
			if i == 0 && made[0] != line || !slices.Contains(made, line) {
				t.Errorf("%s has no row %s", b[1], line)
			}
		}
	}
	if testing.Verbose() {
		fmt.Println(file(t, "audit/checks.csv"))
		fmt.Println(file(t, "audit/scores.csv"))
	}
}
