// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"osnova/store"
)

var (
	inventedOnce sync.Once
	inventedDir  string
)

// invented is the mirror of a small synthetic country, shared by the tests that only read it.
func invented(t *testing.T) string {
	t.Helper()
	inventedOnce.Do(func() {
		dir, err := os.MkdirTemp("", "osnova-invented")
		if err != nil {
			t.Fatal(err)
		}
		build(t, exitFine, "synth", "--seed", "7", "--scale", "0.02", "--out", filepath.Join(dir, "country"))
		inventedDir = filepath.Join(dir, "country", "mirror")
	})
	if inventedDir == "" {
		t.Fatal("the country could not be written in another test")
	}
	return inventedDir
}

// process starts the program as a process of its own, so that it can be killed.
func process(args ...string) (*exec.Cmd, *bytes.Buffer) {
	c := exec.Command("osnova", args...)
	log := &bytes.Buffer{}
	c.Stdout, c.Stderr = log, log
	return c, log
}

// outcome is all that a run leaves behind: every file by its hash, and every table by its content. What carries the time of the run is left out:
// dates in locks and in the accounts, and, where files were fetched, in what is made of them; so are the lock file and the ledger.
func outcome(t *testing.T, dir string, fetched bool) map[string]string {
	t.Helper()
	out := files(t, dir)
	for _, name := range []string{".lock", ".osnova", "ledger.json", "osnova.duckdb"} { // the bytes of a database depend on the order in which threads wrote, its tables do not
		delete(out, name)
	}
	for name := range out {
		if base := filepath.Base(name); base == "lock.yaml" || base == "history.csv" {
			body, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			out[name] = runTime.ReplaceAllString(string(body), "TIME")
		}
		if strings.Contains(name, ".new") || strings.HasSuffix(name, ".part") {
			t.Errorf("%s was left behind", name)
		}
		if fetched && dated.MatchString(name) {
			delete(out, name)
		}
	}
	ctx := context.Background()
	s := &store.Store{Path: filepath.Join(dir, "osnova.duckdb"), WorkDir: t.TempDir()}
	defer s.Close()
	tables, err := s.Select(ctx, "select table_schema || '.' || table_name from information_schema.tables where table_name not in ('intake', 'data_quality') order by 1")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range tables.Values {
		name := row[0].(string)
		if out["table "+name], err = s.Digest(ctx, name); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// dated are the files that tell when a file was fetched, or sum those that do; small snapshots come in any order where sources are fetched at once.
var dated = regexp.MustCompile(`small\.tar$|site/data/(data_quality\.(csv|excel\.csv|parquet)|datapackage\.json|index\.json|catalog\.\w+|SHA256SUMS)$`)

var runTime = regexp.MustCompile(`20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ`)

// whole fails if readers of the folder would see half of a site or a database that does not open.
func whole(t *testing.T, dir string) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(dir, "site")); err == nil {
		for _, page := range []string{"index.html", "uk/index.html", "en/index.html", "data/datapackage.json"} {
			if _, err := os.Stat(filepath.Join(dir, "site", page)); err != nil {
				t.Errorf("readers see a site without %s", page)
			}
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "osnova.duckdb")); err == nil {
		s := &store.Store{Path: filepath.Join(dir, "osnova.duckdb"), WorkDir: t.TempDir()}
		defer s.Close()
		if _, err := s.Select(context.Background(), "select count(*) from information_schema.tables"); err != nil {
			t.Errorf("readers see a database that does not open: %v", err)
		}
	}
}

// kills is how many moments of a country, and of how many boundaries, are tried: OSNOVA_KILLS, or 4, for each costs two runs. `make kills` tries 20
// moments and all boundaries.
func kills(t *testing.T, all int) int {
	t.Helper()
	switch text := os.Getenv("OSNOVA_KILLS"); text {
	case "":
		return 4
	case "all":
		return all
	default:
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			t.Fatalf("OSNOVA_KILLS=%s: give a number or all", text)
		}
		return min(n, all)
	}
}

// TestKilledAtRandomMoments kills runs of the village, which last a second, at twenty random moments; with OSNOVA_KILLS also runs of a small country.
func TestKilledAtRandomMoments(t *testing.T) {
	killAtRandomMoments(t, 20, func(out string) *exec.Cmd { return exec.Command("osnova-village", "build", "--out", out) })
	if os.Getenv("OSNOVA_KILLS") != "" {
		mirror := invented(t)
		killAtRandomMoments(t, kills(t, 20), func(out string) *exec.Cmd { return exec.Command("osnova", "build", "--mirror", mirror, "--out", out) })
	}
}

// killAtRandomMoments kills a run from nothing at random moments, and every other one once more in its repetition; the run after them leaves
// the same as one that nobody disturbed.
func killAtRandomMoments(t *testing.T, moments int, command func(out string) *exec.Cmd) {
	t.Helper()
	process := func(out string) (*exec.Cmd, *bytes.Buffer) {
		c, log := command(out), &bytes.Buffer{}
		c.Stdout, c.Stderr = log, log
		return c, log
	}
	calm := t.TempDir()
	begun := time.Now()
	c, log := process(calm)
	_ = c.Run()
	took, code := time.Since(begun), c.ProcessState.ExitCode()
	if code != exitFine && code != exitFindings {
		t.Fatalf("the undisturbed run ended with %d\n%s", code, log)
	}
	want := outcome(t, calm, false)
	chance := rand.New(rand.NewPCG(1, 20))
	for n, early := 0, 0; n < moments; {
		out, killed := t.TempDir(), false
		for range 1 + n%2 { // every other run is killed twice
			begun := time.Now()
			c, _ := process(out)
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			kill := time.AfterFunc(time.Duration(chance.Float64()*float64(took)), func() { _ = c.Process.Kill() })
			_ = c.Wait()
			kill.Stop()
			whole(t, out)
			if c.ProcessState.Exited() { // before its moment: the computer has become faster
				took = min(took, time.Since(begun))
				early++
				break
			}
			killed = true
		}
		if early > 2*moments {
			t.Fatalf("%d runs ended before they could be killed", early)
		}
		c, log := process(out)
		_ = c.Run()
		if c.ProcessState.ExitCode() != code {
			t.Fatalf("moment %d: the run after the kill ended with %d\n%s", n, c.ProcessState.ExitCode(), log)
		}
		same(t, fmt.Sprintf("moment %d", n), want, outcome(t, out, false))
		if err := os.RemoveAll(out); err != nil {
			t.Fatal(err)
		}
		if killed {
			n++
		}
	}
	t.Logf("%d moments in a run of %s", moments, took.Round(100*time.Millisecond))
}

// boundary is the first call of one kind that changes one file.
type boundary struct{ call, path string }

// changes are the system calls by which files come, grow, move and go.
const changes = "openat,write,pwrite64,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdirat,ftruncate,fsync"

// traced runs the program under strace and gives the calls that changed something in the folder, each once: the same call on files of one kind,
// such as the pages of communities, counts as one.
func traced(t *testing.T, dir string, args ...string) (out []boundary) {
	t.Helper()
	trace := filepath.Join(t.TempDir(), "trace")
	c := exec.Command("strace", append([]string{"-f", "-y", "--seccomp-bpf", "-qq", "-s", "4096", "-e", "signal=none", "-e", "trace=" + changes, "-o", trace, "osnova"}, args...)...)
	if body, err := c.CombinedOutput(); c.ProcessState.ExitCode() != exitFine && c.ProcessState.ExitCode() != exitFindings {
		t.Fatalf("traced run: %v\n%s", err, body)
	}
	f, err := os.Open(trace)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	seen := map[boundary]bool{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		m := callOf.FindStringSubmatch(lines.Text())
		if m == nil || m[1] == "openat" && !strings.Contains(lines.Text(), "O_CREAT") {
			continue
		}
		paths := pathOf.FindAllString(lines.Text(), -1)
		paths = slices.DeleteFunc(paths, func(p string) bool {
			return !strings.HasPrefix(p, dir+"/") || strings.HasSuffix(p, "/.lock") || byProcess.MatchString(p)
		})
		if len(paths) == 0 {
			continue
		}
		b := boundary{m[1], paths[len(paths)-1]}
		if kind := (boundary{b.call, kindOf.ReplaceAllString(strings.TrimPrefix(b.path, dir), "$1*$2")}); !seen[kind] {
			seen[kind] = true
			out = append(out, b)
		}
	}
	if lines.Err() != nil {
		t.Fatal(lines.Err())
	}
	return out
}

var (
	callOf    = regexp.MustCompile(`^\d+ +(\w+)\(`)
	pathOf    = regexp.MustCompile(`/[^"<>, ]+`)
	byProcess = regexp.MustCompile(`\.\d+\.new$`)                                                  // named by the process, so not met again; the rename that follows is
	kindOf    = regexp.MustCompile(`(\.work/site)/.*?(\.[a-z]+)?$|sources/[^/]+|[0-9a-f]{64}|\d+`) // files of one kind: pages by their extension
)

// TestKilledAtEveryBoundary kills a run before each kind of call that changes its folder, and lets another one follow; then it lets the disk be full at
// that call. The run has work of every
// kind to do over a whole folder: an upstream file, a source, a dataset and a page changed.
func TestKilledAtEveryBoundary(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a small country many times")
	}
	if out, err := exec.Command("strace", "-f", "-qq", "-e", "trace=none", "true").CombinedOutput(); err != nil {
		t.Skipf("strace cannot trace here: %v %s", err, out)
	}
	dir := t.TempDir()
	base, out, mirror, project := filepath.Join(dir, "base"), filepath.Join(dir, "out"), filepath.Join(dir, "mirror"), filepath.Join(dir, "project")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.CopyFS(mirror, os.DirFS(invented(t))))
	server := httptest.NewServer(http.FileServer(http.Dir(mirror)))
	defer server.Close()
	again := func(folder string) (code int) {
		t.Helper()
		c, log := process("build", "--mirror", server.URL, "--allow-loopback", "--project", project, "--out", folder)
		_ = c.Run()
		if code = c.ProcessState.ExitCode(); code != exitFine && code != exitFindings {
			t.Fatalf("a run ended with %d\n%s", code, log)
		}
		return code
	}
	must(os.MkdirAll(project, 0o755))
	again(base)
	for _, thing := range []string{"ingest/sources/kse_osbb/source.yaml", "datasets/published/oblasts.yaml", "reports/pages/about/page.yaml"} {
		body, err := os.ReadFile(filepath.Join("..", "..", thing))
		must(err)
		folder := filepath.Dir(filepath.Join(project, thing))
		must(os.CopyFS(folder, os.DirFS(filepath.Join("..", "..", filepath.Dir(thing)))))
		must(os.WriteFile(filepath.Join(project, thing), regexp.MustCompile(`(?m)^title:.*$`).ReplaceAll(body, []byte(`title: {uk: "Інша назва", en: "Another title"}`)), 0o644))
	}
	file := filepath.Join(mirror, "kse-hromada", "ua-pop-2022.csv")
	body, err := os.ReadFile(file)
	must(err)
	must(os.WriteFile(file, append(body, "\n"...), 0o644))
	fresh := func() {
		t.Helper()
		must(os.RemoveAll(out))
		must(os.CopyFS(out, os.DirFS(base)))
	}
	fresh()
	code := again(out)
	want := outcome(t, out, true)
	fresh()
	args := []string{"build", "--mirror", server.URL, "--allow-loopback", "--project", project, "--out", out}
	at := traced(t, out, args...)
	tried := kills(t, len(at))
	t.Logf("%d kinds of changes, %d of them are tried", len(at), tried)
	inject := func(b boundary, what string) *exec.Cmd {
		fresh()
		return exec.Command("strace", append([]string{"-f", "-qq", "-o", "/dev/null", "-P", b.path, "-e", "trace=" + b.call, "-e", "inject=" + b.call + ":" + what, "osnova"}, args...)...)
	}
	missed := 0
	for n := range tried {
		b := at[len(at)-1-n*len(at)/tried] // the last one is the ledger's
		name := b.call + " of " + strings.TrimPrefix(b.path, out)
		c := inject(b, "signal=KILL")
		_ = c.Run()
		if status, ok := c.ProcessState.Sys().(syscall.WaitStatus); !ok || !status.Signaled() {
			missed++
			t.Logf("not met again: %s", name)
			continue
		}
		whole(t, out)
		if again(out) != code {
			t.Errorf("killed before %s: the next run ends otherwise", name)
		}
		same(t, "killed before "+name, want, outcome(t, out, true))

		if b.call != "openat" && !strings.Contains(b.call, "write") { // what needs room
			continue
		}
		var log bytes.Buffer
		c = inject(b, "error=ENOSPC")
		c.Stderr = &log
		_ = c.Run()
		switch c.ProcessState.ExitCode() {
		case code: // it found another way
		case exitError:
			if told := strings.ToLower(log.String()); !strings.Contains(told, "no space left") {
				t.Errorf("disk full at %s: the message does not say so: %s", name, told)
			}
			whole(t, out)
			again(out)
		default:
			t.Errorf("disk full at %s: exit %d\n%s", name, c.ProcessState.ExitCode(), log.String())
		}
		same(t, "disk full at "+name, want, outcome(t, out, true))
	}
	if missed > tried/4 {
		t.Errorf("%d of %d changes were not met again", missed, tried)
	}
}

// TestTwoRunsAtOnce: of two runs that start together in one folder one works and the other says so and changes nothing.
func TestTwoRunsAtOnce(t *testing.T) {
	out := t.TempDir()
	args := []string{"build", "--mirror", invented(t), "--out", out}
	first, _ := process(args...)
	second, _ := process(args...)
	logs := [2]bytes.Buffer{}
	first.Stderr, second.Stderr = &logs[0], &logs[1]
	if err := errors.Join(first.Start(), second.Start()); err != nil {
		t.Fatal(err)
	}
	_, _ = first.Wait(), second.Wait()
	refused := 0
	for i, c := range []*exec.Cmd{first, second} {
		switch code := c.ProcessState.ExitCode(); {
		case code == exitError && strings.Contains(logs[i].String(), "another osnova works in"):
			refused++
		case code != exitFine && code != exitFindings:
			t.Errorf("exit %d: %s", code, logs[i].String())
		}
	}
	if refused != 1 {
		t.Errorf("%d of two runs were refused", refused)
	}
	whole(t, out)
}
