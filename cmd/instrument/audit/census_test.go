// SPDX-License-Identifier: Apache-2.0

package audit

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"osnova/cmd/instrument"
)

// takeCensus takes a census of a list, and gives its tables by name and what was found.
func takeCensus(t *testing.T, list string, change func(*Options)) (tables map[string]string, found string, err error) {
	t.Helper()
	dir := t.TempDir()
	o := visiting(filepath.Join(dir, "out"))
	o.Addresses, o.Census = nil, filepath.Join(dir, "bodies.csv")
	if err := os.WriteFile(o.Census, []byte(list), 0o644); err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(&o)
	}
	var log bytes.Buffer
	d := instrument.NewSession(strings.NewReader(""), &log, &log)
	err = RunCensus(context.Background(), d, o)
	tables = map[string]string{}
	for _, name := range censusNames {
		if body, err := os.ReadFile(filepath.Join(o.Out, name)); err == nil {
			tables[name] = string(body)
		}
	}
	return tables, fmt.Sprint(d.Findings), err
}

// TestStatesOfBodies: each state, with the reason and the evidence that it rests on; a body with several addresses has the best of them; what
// could not be seen is no answer.
func TestStatesOfBodies(t *testing.T) {
	pages := map[string]string{
		"/list":          "<h1>Органи</h1><ul><li>Комітет «Дача», рішення 01.02.2010</li><li>Комітет «Сад», збори 10.10.2026</li></ul>",
		"/zatyshok/":     "<title>Комітет «Затишок»</title><p>Двір прибрано.</p><a href=\"/zatyshok/news\">Новини</a> <a href=\"/else\">Новини ради</a>",
		"/zatyshok/news": "<h1>Новини</h1><p>3 листопада 2026 висадили дерева.</p>",
		"/else":          "<p>20.11.2026 Комітет «Польова»</p>",
		"/undated":       "<h1>Комітет «Польова»</h1><p>Дбаємо про вулицю.</p>",
		"/other":         "<h1>Ремонт телефонів</h1><p>01.11.2026</p>",
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		switch body, ok := pages[r.URL.Path]; {
		case r.URL.Path == "/robots.txt":
			fmt.Fprint(w, "User-agent: *\nDisallow: /closed\n")
		case r.URL.Path == "/broken":
			w.WriteHeader(http.StatusInternalServerError)
		case ok:
			fmt.Fprint(w, body)
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	list := strings.ReplaceAll(`body_id,name,url,status
b1,Комітет «Дача»,@/list,active
b2,Комітет «Сад»,@/list,
b3,Комітет «Затишок»,@/zatyshok/,
b4,Комітет «Польова»,@/undated,
b5,Комітет «Лісова»,@/other,
b6,Комітет «Лугова»,@/gone,
b7,Комітет «Гаї»,@/broken,
b8,Комітет «Яр»,@/closed,
b9,Комітет «Став»,,
b10,Комітет «Міст»,@/list,ended
b11,Комітет «Сад»,@/undated @/list,
b12,Комітет «Дача»,@/broken @/list,
b13,Вуличний комітет,@/list,
`, "@", server.URL)
	tables, found, err := takeCensus(t, list, nil)
	if err != nil {
		t.Fatal(err, found)
	}
	for _, want := range []string{
		"b1,Комітет «Дача»,stale,the newest date is older than 12 months,@/list,2010-02-01,",
		"b2,Комітет «Сад»,current,,@/list,2026-10-10,",
		"b3,Комітет «Затишок»,current,,@/zatyshok/news,2026-11-03,",
		"b4,Комітет «Польова»,stale,nothing on the page is dated,@/undated,,",
		"b5,Комітет «Лісова»,offline,no page names the body,@/other,,",
		"b6,Комітет «Лугова»,offline,it answers with status 404,@/gone,,",
		"b7,Комітет «Гаї»,not_seen,it answers with status 500,@/broken,,",
		"b8,Комітет «Яр»,not_seen,robots.txt closes it,@/closed,,",
		"b9,Комітет «Став»,offline,no address is known,,,",
		"b10,Комітет «Міст»,none,its register says that it ended,@/list,,",
		"b11,Комітет «Сад»,current,,@/list,2026-10-10,",
		"b12,Комітет «Дача»,stale,the newest date is older than 12 months,@/list,2010-02-01,",
		"b13,Вуличний комітет,not_seen,the name has no word that tells the body from others,@/list,,",
	} {
		if want = strings.ReplaceAll(want, "@", server.URL); !strings.Contains(tables["census.csv"], "\n"+want) {
			t.Errorf("census.csv has no row %s", want)
		}
	}
	for _, want := range []string{"none,1,", "offline,3,", "stale,3,", "current,3,", "not_seen,3,"} {
		if !strings.Contains(tables["census_states.csv"], "\n"+want) {
			t.Errorf("census_states.csv has no row %s", want)
		}
	}
	if t.Failed() {
		t.Log(tables["census.csv"], tables["census_states.csv"])
	}
	if tables["census_changes.csv"] != "" {
		t.Error("there are changes without an earlier census")
	}
}

// TestTwoWaves: what changed between two censuses, bodies that only one of them has included; all are counted.
func TestTwoWaves(t *testing.T) {
	server := served(t, map[string]string{"/a": "<h1>Комітет «Сад»</h1><p>10.10.2026</p>"})
	before := filepath.Join(t.TempDir(), "before.csv")
	if err := os.WriteFile(before, []byte("body_id,name,state\nb1,x,stale\nb2,y,offline\nb3,z,current\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	list := "body_id,name,url\nb1,Комітет «Сад»," + server.URL + "/a\nb2,Комітет «Яр»,\nb4,Комітет «Гай»,\n"
	tables, found, err := takeCensus(t, list, func(o *Options) { o.Before = before })
	if err != nil {
		t.Fatal(err, found)
	}
	if got, want := tables["census_changes.csv"], "body_id,before,now\nb1,stale,current\nb3,current,not_listed\nb4,not_listed,offline\n"; got != want {
		t.Errorf("changes:\n%s", got)
	}
	if got, want := tables["census_transitions.csv"], "before,now,bodies\noffline,offline,1\nstale,current,1\ncurrent,not_listed,1\nnot_listed,offline,1\n"; got != want {
		t.Errorf("transitions:\n%s", got)
	}
}

// TestCensusRefuses: what is wrong with a list is told by its line, and nothing is visited or written.
func TestCensusRefuses(t *testing.T) {
	for list, want := range map[string]string{
		"body_id,name,url\n,Комітет,\n":                      "bodies.csv:2: column body_id",
		"body_id,name,url\nb1,,\n":                           "bodies.csv:2: column name",
		"body_id,name,url\nb1,Комітет,\nb1,Комітет,\n":       "bodies.csv:3: column body_id",
		"body_id,name,url\nb1,Комітет,ftp://example.test/\n": "is no web address",
		"body_id,name,url,status\nb1,Комітет,,closed\n":      "is neither active nor ended",
		"body_id,name\n":         "there are no rows",
		"id,title\nb1,Комітет\n": "body_id",
	} {
		tables, found, err := takeCensus(t, list, nil)
		if err == nil || len(tables) > 0 || !strings.Contains(found, want) {
			t.Errorf("%q: %v, %d tables, %s", list, err, len(tables), found)
		}
	}
	_, found, err := takeCensus(t, "body_id,name\nb1,Комітет «Сад»\n", func(o *Options) {
		o.Before = filepath.Join(t.TempDir(), "wave.csv")
		if err := os.WriteFile(o.Before, []byte("body_id,state\nb1,asleep\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	})
	if err == nil || !strings.Contains(found, "is no state of a census") {
		t.Errorf("%v %s", err, found)
	}
}

// TestCensusByTheList: of two addresses that show equally much the one that the list names first is given, whichever host answers first; what was
// kept on different days is judged by its own day.
func TestCensusByTheList(t *testing.T) {
	page := map[string]string{"/a": "<h1>Комітет «Сад»</h1><p>10.10.2026</p>", "/old": "<h1>Комітет «Яр»</h1><p>10.10.2024</p>"}
	slow := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(50 * time.Millisecond)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, page[r.URL.Path])
	}))
	defer slow.Close()
	quick := served(t, page)
	first := slow.URL + "/a"
	list := "body_id,name,url\nb1,Комітет «Сад»," + first + " " + quick.URL + "/a\n"
	out := filepath.Join(t.TempDir(), "out")
	tables, found, err := takeCensus(t, list, func(o *Options) { o.Out = out })
	if err != nil || !strings.Contains(tables["census.csv"], "current,,"+first+",2026-10-10,") {
		t.Errorf("%v %s\n%s", err, found, tables["census.csv"])
	}
	earlier := "body_id,name,url\nb2,Комітет «Яр»," + quick.URL + "/old\n"
	if _, found, err := takeCensus(t, earlier, func(o *Options) { o.Out, o.AsOf = out, "2025-01-15" }); err != nil {
		t.Fatal(err, found)
	}
	both := list + "b2,Комітет «Яр»," + quick.URL + "/old\n"
	tables, found, err = takeCensus(t, both, func(o *Options) { o.Out, o.Again, o.AsOf = out, true, "" })
	if err != nil {
		t.Fatal(err, found)
	}
	for _, want := range []string{"b1,Комітет «Сад»,current,", ",2026-11-23\n", "b2,Комітет «Яр»,current,", ",2025-01-15\n"} {
		if !strings.Contains(tables["census.csv"], want) {
			t.Errorf("census.csv has no %q:\n%s", want, tables["census.csv"])
		}
	}
}
