// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// crawls times a crawl of a made-up register: 1,000 pages, each of 40 rows of six columns and with a link to the next, fetched from a server
// in this process, read, put under a contract and compiled into facts. The server's CPU seconds count; the pace is set to a million requests
// a second, so that it does not. Snapshots are files: on a disk where making one is dear, set TMPDIR to memory to time the program.
func crawls(program, dir string) error {
	const pages, rows = 1000, 40
	made := make([][]byte, pages+1) // before anything is timed
	for n := 1; n <= pages; n++ {
		made[n] = registerPage(n, pages, rows)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := 0
		if _, err := fmt.Sscanf(r.URL.Path, "/osn/%d", &n); err != nil || n < 1 || n > pages {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("ETag", fmt.Sprintf(`"%d"`, n))
		if r.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = w.Write(made[n])
	}))
	defer server.Close()
	project, out := filepath.Join(dir, "crawl"), filepath.Join(dir, "crawl-out")
	folder := filepath.Join(project, "ingest", "sources", "bench_register")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, "source.yaml"), []byte(registerSource(server.URL)), 0o644); err != nil {
		return err
	}
	args := []string{"ingest", "--compile-facts", "--refresh", "--allow-loopback", "--project", project, "--out", out, "bench_register"}
	fresh := func() error {
		if err := os.RemoveAll(out); err != nil {
			return err
		}
		return os.RemoveAll(filepath.Join(folder, "lock.yaml"))
	}
	var first syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &first); err != nil {
		return err
	}
	cpu, err := benchRow("osnova ingest, register of 1,000 × 40 crawled", fresh, program, args...)
	if err != nil {
		return err
	}
	var last syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &last); err != nil {
		return err
	}
	served := (cpuSeconds(last) - cpuSeconds(first)) / (countedRuns + 1)
	alone := filepath.Join(project, "ingest", "sources", "bench_page")
	if err := os.MkdirAll(alone, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(alone, "source.yaml"), []byte(strings.Replace(registerSource(server.URL), `, next: "a.next"`, "", 1)), 0o644); err != nil {
		return err
	}
	one, err := benchRow("  the same with one page", fresh, program, append(args[:len(args)-1:len(args)-1], "bench_page")...)
	if err != nil {
		return err
	}
	fmt.Printf("%-44s %10.0f pages a CPU s, the server's %.2f s counted; %.0f without the start of the program\n", "  the crawl", pages/(cpu+served), served, pages/(cpu+served-one))
	return nil
}

func cpuSeconds(u syscall.Rusage) float64 {
	return float64(u.Utime.Sec+u.Stime.Sec) + float64(u.Utime.Usec+u.Stime.Usec)/1e6
}

func registerPage(n, pages, rows int) []byte {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><html lang="uk"><head><meta charset="utf-8"><title>Реєстр ОСН (вигадано)</title></head><body><h1>Реєстр</h1><table class="register"><thead><tr><th>№</th><th>Назва</th><th>Район</th><th>Дата рішення</th><th>Контакти</th><th>Статус</th></tr></thead><tbody>`)
	for i := range rows {
		id := (n-1)*rows + i + 1
		fmt.Fprintf(&b, "<tr class=\"row\"><td>%d</td><td><a href=\"/body/%[1]d\">Комітет мікрорайону «Вигаданий-%[1]d»</a></td><td>Район %d</td><td>%02d.%02d.20%02d</td><td>(000) 000-00-00</td><td>легалізований</td></tr>\n", id, id%11, 1+id%28, 1+id%12, id%26)
	}
	b.WriteString(`</tbody></table>`)
	if n < pages {
		fmt.Fprintf(&b, `<p><a class="next" href="/osn/%d">далі</a></p>`, n+1)
	}
	b.WriteString(`</body></html>`)
	return []byte(b.String())
}

func registerSource(server string) string {
	return `title: {uk: "Реєстр", en: "Register"}
publisher: {uk: "ніхто", en: "nobody"}
attribution: {uk: "вигадано", en: "made up"}
licence: {id: CC0-1.0, embed: rows}
met: nothing
runbook: {uk: вигадане джерело, en: an invented source}
rate: 1000000
files: [{name: register, url: "` + server + `/osn/1", mirror: osn/1}]
format: {kind: html, html: {rows: "table.register tr", next: "a.next"}}
key: [body_id]
columns:
  - {name: body_id, from: "№", type: integer, required: true, uk: "номер", en: "number"}
  - {name: name_uk, from: "Назва", type: text, required: true, clean: name, uk: "назва", en: "name"}
  - {name: district_uk, from: "Район", type: text, required: true, uk: "район", en: "district"}
  - {name: decided, from: "Дата рішення", type: date, required: true, uk: "дата", en: "date"}
  - {name: status_uk, from: "Статус", type: text, uk: "статус", en: "status"}
`
}
