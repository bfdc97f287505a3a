// SPDX-License-Identifier: Apache-2.0

// Command bench times osnova as whole processes: CPU seconds (user + system) and peak memory, each the median of several runs.
// It judges nothing and writes only into a folder of its own. Run it with `make bench`.
package main

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// countedRuns is how often each command is counted, after one run that is not.
const countedRuns = 5

func main() {
	work := func() error { return bench(os.Args[1]) }
	if len(os.Args) == 3 && os.Args[1] == plainFlag {
		work = func() error { return plainQuery(os.Args[2]) }
	}
	done, err := edrPart(os.Args[1:])
	if err == nil && !done {
		err = work()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func bench(program string) error {
	dir, err := os.MkdirTemp("", "osnova-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	out := filepath.Join(dir, "build")
	clean := func() error { return os.RemoveAll(out) }
	nothing := func() error { return nil }
	fmt.Printf("%-44s %10s %12s   median of %d, [least … most] CPU s\n", "work", "CPU s", "peak MB", countedRuns)
	if _, err := benchRow("osnova build, from nothing", clean, program, "build", "--out", out); err != nil {
		return err
	}
	if _, err := benchRow("osnova build, nothing changed", nothing, program, "build", "--out", out); err != nil {
		return err
	}
	if err := oneSource(program, dir, out); err != nil {
		return err
	}
	pages, err := count(filepath.Join(out, "site"), ".html")
	if err != nil {
		return err
	}
	cpu, err := benchRow(fmt.Sprintf("all pages drawn again, both languages (%d)", pages), nothing, program, "build", "--out", out, "--select", "page *")
	if err != nil {
		return err
	}
	fmt.Printf("%-44s %10.2f ms of CPU\n", "  a page", 1000*cpu/float64(pages))
	if err := surveys(program, dir); err != nil {
		return err
	}
	if err := inequalities(program, dir); err != nil {
		return err
	}
	if err := indices(program, dir); err != nil {
		return err
	}
	if err := events(program, dir); err != nil {
		return err
	}
	if err := matches(program, dir); err != nil {
		return err
	}
	if err := benchEDR(program, dir); err != nil {
		return err
	}
	if err := workbooks(program, dir); err != nil {
		return err
	}
	if err := audits(program, dir); err != nil {
		return err
	}
	return crawls(program, dir)
}

// oneSource times a build after one source's table changed: a row of cooperation agreements, taken out of a copy of the real file.
func oneSource(program, dir, out string) error {
	const real = "../shared/data/kse-hromada/partnerships-hromadas.csv"
	body, err := os.ReadFile(real)
	if err != nil {
		fmt.Printf("%-44s the real files are not in ../shared/data\n", "osnova build, one source changed")
		return nil
	}
	lines := strings.Split(strings.TrimRight(string(body), "\n"), "\n")
	project := filepath.Join(dir, "project")
	turn := 0
	change := func() error {
		turn++
		mirror := filepath.Join(dir, "mirror")
		file := filepath.Join(mirror, "kse-hromada", "partnerships-hromadas.csv")
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, []byte(strings.Join(lines[:len(lines)-turn], "\n")+"\n"), 0o644); err != nil {
			return err
		}
		folder := filepath.Join(project, "ingest", "sources", "kse_partnerships")
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return err
		}
		source, err := os.ReadFile("ingest/sources/kse_partnerships/source.yaml")
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, "source.yaml"), source, 0o644); err != nil {
			return err
		}
		return exec.Command(program, "ingest", "--compile-facts", "--project", project, "--mirror", mirror, "kse_partnerships").Run()
	}
	_, err = benchRow("osnova build, one source changed", change, program, "build", "--out", out, "--project", project)
	return err
}

// benchRow runs a command and prints its figures; before prepares each run.
func benchRow(name string, before func() error, program string, args ...string) (median float64, err error) {
	var cpu, peak []float64
	for i := range countedRuns + 1 {
		if err := before(); err != nil {
			return 0, fmt.Errorf("%s: prepare: %w", name, err)
		}
		c := exec.Command(program, args...)
		if text, err := c.CombinedOutput(); err != nil {
			return 0, fmt.Errorf("%s: %w\n%s", name, err, text)
		}
		if i == 0 {
			continue
		}
		use := c.ProcessState.SysUsage().(*syscall.Rusage)
		cpu = append(cpu, c.ProcessState.UserTime().Seconds()+c.ProcessState.SystemTime().Seconds())
		peak = append(peak, float64(use.Maxrss)/1024)
	}
	slices.Sort(cpu)
	slices.Sort(peak)
	fmt.Printf("%-44s %10.2f %12.0f   [%.2f … %.2f]\n", name, cpu[countedRuns/2], peak[countedRuns/2], cpu[0], cpu[countedRuns-1])
	return cpu[countedRuns/2], nil
}

func count(dir, suffix string) (n int, err error) {
	err = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && strings.HasSuffix(path, suffix) {
			n++
		}
		return err
	})
	return n, err
}
