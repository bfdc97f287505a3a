// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"syscall"
)

// audits times an audit of 100 made-up sites of 60 pages each, every page with 40 links, a table and a picture, fetched from servers in this
// process, read, checked by all rules and kept as evidence. The servers' CPU seconds count; the pace is set to a million requests a second.
func audits(program, dir string) error {
	const sites, pages = 100, 60
	args := []string{"audit", "--allow-loopback", "--rate", "1000000", "--as-of", "2026-11-23", "--out", filepath.Join(dir, "audit")}
	text := make([]string, pages)
	for n := range pages {
		text[n] = auditPage(n, pages)
	}
	for range sites {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			n := 0
			if _, err := fmt.Sscanf(r.URL.Path, "/p/%d", &n); err != nil && r.URL.Path != "/" || n < 0 || n >= pages {
				http.NotFound(w, r)
				return
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = io.WriteString(w, text[n])
		}))
		defer server.Close()
		args = append(args, server.URL)
	}
	var first, last syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &first); err != nil {
		return err
	}
	cpu, err := benchRow("osnova audit, 100 sites of 60 pages", func() error { return nil }, program, args...)
	if err != nil {
		return err
	}
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &last); err != nil {
		return err
	}
	served := (cpuSeconds(last) - cpuSeconds(first)) / (countedRuns + 1)
	fmt.Printf("%-44s %10.0f pages a CPU s, the servers' %.2f s counted\n", "  the audit", sites*pages/(cpu+served), served)
	return nil
}

func auditPage(n, pages int) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<!DOCTYPE html><html lang="uk"><head><meta charset="utf-8"><title>Сторінка %d (вигадано)</title></head><body><nav>`, n)
	for i := range pages {
		if n == 0 || i%3 != 0 {
			fmt.Fprintf(&b, `<a href="/p/%d">Розділ %[1]d: рішення та програми громади</a> `, i)
		}
	}
	fmt.Fprintf(&b, `</nav><main><h1>Сторінка %d</h1><img src="/arms.png" alt="герб"><table><tr><th>Рік</th><th>Сума</th></tr>`, n)
	for i := range 20 {
		fmt.Fprintf(&b, "<tr><td>20%02d</td><td>%d</td></tr>", i, i*n)
	}
	b.WriteString("</table>")
	for i := range 10 {
		fmt.Fprintf(&b, "<p>%02d.11.2026. Вигадана новина вигаданої громади, у якій ідеться про звичайні речі та звичайних людей.</p>", i+1)
	}
	b.WriteString("</main></body></html>")
	return b.String()
}
