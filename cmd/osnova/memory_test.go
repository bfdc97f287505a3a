// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"osnova/cmd/instrument"
)

func TestSizes(t *testing.T) {
	for text, want := range map[string]int64{"4GB": 4e9, "1.5GiB": 3 << 29, "800M": 8e8, "800mb": 8e8, "256000000": 256e6, "2 GB": 2e9, "200000k": 2e8, "1T": 1e12} {
		if got, err := sizeOf(text); err != nil || got != want {
			t.Errorf("%s: %d, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "GB", "-1GB", "0", "1MB", "4 Gb s", "4XB", "1e30GB", "NaN", "BG4", "4BM"} {
		if got, err := sizeOf(text); err == nil || !errors.As(err, new(instrument.UsageError)) {
			t.Errorf("%q: %d, %v", text, got, err)
		}
	}
}

// TestMachine: what a container allows is found in cgroups of both versions, at any height; «max» is no limit.
func TestMachine(t *testing.T) {
	for name, c := range map[string]struct {
		groups string
		files  map[string]string
		want   int64
	}{
		"none":              {"", nil, 0},
		"v2, no limit":      {"0::/a/b\n", map[string]string{"a/b/memory.max": "max\n", "memory.max": "max\n"}, 0},
		"v2, own":           {"0::/a/b\n", map[string]string{"a/b/memory.max": "500000000\n"}, 5e8},
		"v2, of the parent": {"0::/a/b\n", map[string]string{"a/b/memory.max": "900000000\n", "a/memory.max": "700000000\n"}, 7e8},
		"v2, path outside":  {"0::/../../docker/x\n", map[string]string{"memory.max": "600000000\n"}, 6e8},
		"v1":                {"5:cpu,cpuacct:/x\n4:memory:/docker/x\n", map[string]string{"memory/docker/x/memory.limit_in_bytes": "400000000\n"}, 4e8},
		"v1, no limit":      {"4:memory:/\n", map[string]string{"memory/memory.limit_in_bytes": "9223372036854771712\n"}, 0},
	} {
		dir := t.TempDir()
		write := func(path, text string) {
			path = filepath.Join(dir, path)
			if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
				t.Fatal(err)
			}
		}
		write("proc/meminfo", "MemFree: 5 kB\nMemTotal:       24000000 kB\n")
		write("proc/self/cgroup", c.groups)
		for path, text := range c.files {
			write("sys/fs/cgroup/"+path, text)
		}
		whole, allowed := machine(filepath.Join(dir, "proc"), filepath.Join(dir, "sys"))
		if whole != 24000000<<10 || allowed != c.want {
			t.Errorf("%s: %d of %d", name, allowed, whole)
		}
	}
	for _, c := range [][4]int64{{0, 16e9, 0, 8e9}, {0, 16e9, 1e9, 9e8}, {4e9, 16e9, 0, 4e9}, {4e9, 16e9, 2e9, 18e8}, {30e9, 16e9, 0, 30e9}, {0, 0, 0, 0}, {0, 0, 1e9, 9e8}} {
		if got := bound(c[0], c[1], c[2]); got != c[3] {
			t.Errorf("asked %d of %d, allowed %d: %d, want %d", c[0], c[1], c[2], got, c[3])
		}
	}
}

// TestMemoryIsWatched: a run that takes more than it may is stopped; one that does not stop by itself is ended, and says why.
func TestMemoryIsWatched(t *testing.T) {
	var taken, code atomic.Int64
	var said bytes.Buffer
	ended := make(chan struct{})
	ctx, stop := withinMemory(context.Background(), 1000, taken.Load, &said, func(c int) { code.Store(int64(c)); close(ended) })
	defer stop()
	time.Sleep(3 * watchEach)
	if ctx.Err() != nil {
		t.Fatal("stopped though it takes little")
	}
	taken.Store(1001)
	select {
	case <-ctx.Done():
	case <-time.After(30 * time.Second):
		t.Fatal("not stopped")
	}
	if !errors.As(context.Cause(ctx), &tooLarge{}) || !strings.Contains(context.Cause(ctx).Error(), "--memory") {
		t.Error(context.Cause(ctx))
	}
	select {
	case <-ended:
	case <-time.After(30 * time.Second):
		t.Fatal("not ended")
	}
	if code.Load() != exitError || !strings.Contains(said.String(), "--memory") {
		t.Errorf("code %d, said %q", code.Load(), said.String())
	}
}

// unitsFile writes rows of value, weight and group, and gives the size of the file.
func unitsFile(t *testing.T, path string, rows int) int64 {
	t.Helper()
	var b bytes.Buffer
	b.WriteString("value,weight,group\n")
	seed := uint64(1)
	next := func(n int) int {
		seed = seed*6364136223846793005 + 1442695040888963407
		return int(seed >> 33 % uint64(n))
	}
	for range rows {
		fmt.Fprintf(&b, "%d.%02d,%d,g%d\n", next(90000), next(100), 10000+next(80000), next(25))
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return int64(b.Len())
}

// child runs the program as a process of its own: its code, what it said, and the most memory it held. The count of the system would begin with
// what this test holds, so the process is asked for its own again and again.
func child(t *testing.T, args ...string) (code int, said string, peak int64) {
	t.Helper()
	c := exec.Command("osnova", args...)
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- c.Wait() }()
	for {
		select {
		case err := <-done:
			if err != nil && !errors.As(err, new(*exec.ExitError)) {
				t.Fatal(err)
			}
			return c.ProcessState.ExitCode(), out.String(), peak
		case <-time.After(2 * time.Millisecond):
		}
		status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.Process.Pid))
		_, rest, _ := strings.Cut(string(status), "VmHWM:")
		var kB int64
		if _, err := fmt.Sscan(rest, &kB); err == nil {
			peak = max(peak, kB<<10)
		}
	}
}

// TestInequalityMemory: measures with weights and groups take at most four times the file above what the program takes itself, and a file that would not fit
// within --memory is refused before it is read, with what it needs and what to try. Before, it was twelve to fifteen times the file.
func TestInequalityMemory(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "units.csv")
	size := unitsFile(t, file, 900_000)
	_, _, itself := child(t, "help")
	args := []string{"inequality", "--data", file, "--value", "value", "--weight", "weight", "--group", "group", "--out", filepath.Join(dir, "out.csv")}
	code, said, peak := child(t, args...)
	if code != exitFine {
		t.Fatal(code, said)
	}
	t.Logf("file %d MB, program %d MB, peak %d MB", size>>20, itself>>20, peak>>20)
	if most := itself + 4*size; peak > most {
		t.Errorf("%d MB are taken, file of %d MB, the program itself takes %d: at most %d", peak>>20, size>>20, itself>>20, most>>20)
	}
	if err := os.Remove(filepath.Join(dir, "out.csv")); err != nil {
		t.Fatal(err)
	}
	code, said, _ = child(t, append(args, "--memory", "150MB")...)
	if code != exitFindings || !strings.Contains(said, "900001 rows need about") || !strings.Contains(said, "--memory") {
		t.Errorf("code %d: %s", code, said)
	}
	if _, err := os.Stat(filepath.Join(dir, "out.csv")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a refused file leaves results: %v", err)
	}
}

// TestRunIsStopped: an instrument that comes to hold more than --memory ends with an error that says so and what to try, and leaves no results.
func TestRunIsStopped(t *testing.T) {
	dir := t.TempDir()
	var data bytes.Buffer
	data.WriteString("uCode,a,b,c,d\n")
	for i := range 500_000 {
		fmt.Fprintf(&data, "unit %07d,%d.5,%d.25,%d,%d\n", i, i%977, i%1013, i%89, i%1009)
	}
	meta := "iCode,Level,Parent,Type,Direction,Weight\na,1,x,Indicator,1,1\nb,1,x,Indicator,1,1\nc,1,x,Indicator,1,1\nd,1,x,Indicator,1,1\nx,2,,Aggregate,1,1\n"
	for name, text := range map[string][]byte{"data.csv": data.Bytes(), "meta.csv": []byte(meta)} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	code, said, peak := child(t, "index", "--data", filepath.Join(dir, "data.csv"), "--meta", filepath.Join(dir, "meta.csv"), "--out", filepath.Join(dir, "out"), "--memory", "135MB")
	if code != exitError || !strings.Contains(said, "more than 135 MB of memory is needed") || !strings.Contains(said, "--memory SIZE") {
		t.Errorf("code %d, peak %d MB: %s", code, peak>>20, said)
	}
	if made, err := filepath.Glob(filepath.Join(dir, "out", "*.csv")); err != nil || len(made) > 0 {
		t.Errorf("results of a stopped run: %v %v", made, err)
	}
}
