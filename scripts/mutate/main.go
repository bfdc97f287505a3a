// SPDX-License-Identifier: Apache-2.0

// Command mutate changes one thing at a time in a copy of the project and runs the test that must notice. What no test notices lives.
//
//	go run ./scripts/mutate [-v] [-only TEXT] [LIST]
//
// LIST is scripts/mutate/mutations.txt by default. It says of each mutation the file, the text that is there once, the text put in its place and
// the test that must fail. The exit code is 1 where a mutation lives, cannot be made, or its test fails without it.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Mutation is one change and the test that must notice it.
type Mutation struct {
	Line             int
	File, Old, New   string
	Package, Pattern string // of the test
}

func main() {
	verbose := flag.Bool("v", false, "print what the tests say")
	only := flag.String("only", "", "run only mutations whose file or test has this text")
	flag.Parse()
	list := "scripts/mutate/mutations.txt"
	if flag.NArg() > 0 {
		list = flag.Arg(0)
	}
	if err := runMutations(list, *only, *verbose); err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

func runMutations(list, only string, verbose bool) error {
	body, err := os.ReadFile(list)
	if err != nil {
		return err
	}
	mutations, err := ReadMutations(string(body))
	if err != nil {
		return fmt.Errorf("%s: %w", list, err)
	}
	root, err := os.Getwd()
	if err != nil {
		return err
	}
	scratch, err := os.MkdirTemp("", "osnova-mutate-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	b := &bench{root: root, scratch: scratch, binaries: map[string]string{}, healthy: map[string]error{}, verbose: verbose}
	if err := b.link(); err != nil {
		return err
	}
	lives, wrong, done := 0, 0, 0
	for _, m := range mutations {
		if !strings.Contains(m.File+" "+m.Package+" "+m.Pattern, only) {
			continue
		}
		done++
		start := time.Now()
		killed, err := b.try(m)
		verdict := "killed"
		switch {
		case err != nil:
			wrong++
			verdict = "WRONG: " + err.Error()
		case !killed:
			lives++
			verdict = "LIVES"
		}
		fmt.Printf("%s:%d\t%s\t%s → %s\t%s %s\t%s\t%.1f s\n", list, m.Line, m.File, brief(m.Old), brief(m.New), m.Package, m.Pattern, verdict, time.Since(start).Seconds())
	}
	fmt.Printf("%d mutations: %d killed, %d live, %d could not be tried\n", done, done-lives-wrong, lives, wrong)
	if lives+wrong > 0 || done == 0 {
		return errors.New("not all mutations are killed")
	}
	return nil
}

// ReadMutations reads a list: blocks apart by an empty line, in each "file:", "old:", "new:" and "test: PACKAGE PATTERN"; a text may be quoted as in Go.
// Lines that begin with # say why.
func ReadMutations(list string) ([]Mutation, error) {
	var out []Mutation
	for at, block := range strings.Split(list, "\n\n") {
		m := Mutation{Line: 1 + strings.Count(strings.Join(strings.Split(list, "\n\n")[:at], "\n\n"), "\n") + min(at, 1)*2}
		for _, line := range strings.Split(block, "\n") {
			key, value, ok := strings.Cut(line, ": ")
			switch {
			case strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#"):
				continue
			case !ok:
				return nil, fmt.Errorf("block at line %d: %q is no \"key: value\"", m.Line, line)
			}
			if strings.HasPrefix(value, `"`) {
				text, err := strconv.Unquote(value)
				if err != nil {
					return nil, fmt.Errorf("block at line %d: %s: %w", m.Line, value, err)
				}
				value = text
			}
			switch key {
			case "file":
				m.File = value
			case "old":
				m.Old = value
			case "new":
				m.New = value
			case "test":
				m.Package, m.Pattern, _ = strings.Cut(value, " ")
			default:
				return nil, fmt.Errorf("block at line %d: unknown key %q", m.Line, key)
			}
		}
		if m.File == "" {
			continue
		}
		if m.Old == "" || m.Old == m.New || m.Package == "" || m.Pattern == "" {
			return nil, fmt.Errorf("block at line %d lacks old, another new, or test", m.Line)
		}
		out = append(out, m)
	}
	return out, nil
}

// bench runs mutations in a copy of the project.
type bench struct {
	root, scratch string
	binaries      map[string]string // of tests, by package
	healthy       map[string]error  // of tests without a mutation, by package and pattern
	verbose       bool
}

// link makes the copy: folders anew, files as links to those of the project, which a mutation takes away before it writes.
func (b *bench) link() error {
	return filepath.WalkDir(b.root, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		inside, err := filepath.Rel(b.root, path)
		if err != nil {
			return err
		}
		switch {
		case inside == "build" || inside == "bin" || inside == "node_modules" || inside == ".git":
			if d.IsDir() {
				return filepath.SkipDir
			}
			return nil
		case d.IsDir():
			return os.MkdirAll(filepath.Join(b.scratch, "tree", inside), 0o755)
		}
		return os.Symlink(path, filepath.Join(b.scratch, "tree", inside))
	})
}

// try says whether the test of a mutation notices it.
func (b *bench) try(m Mutation) (killed bool, err error) {
	body, err := os.ReadFile(filepath.Join(b.root, m.File))
	if err != nil {
		return false, err
	}
	if n := strings.Count(string(body), m.Old); n != 1 {
		return false, fmt.Errorf("the old text is there %d times", n)
	}
	healthy, known := b.healthy[m.Package+" "+m.Pattern]
	if !known {
		out, err := b.test(m, "")
		if healthy = err; err != nil {
			healthy = fmt.Errorf("the test fails without the mutation: %w\n%s", err, out)
		} else if strings.Contains(string(out), "no tests to run") || strings.Contains(string(out), "warning: no tests") {
			healthy = errors.New("the pattern names no test")
		}
		b.healthy[m.Package+" "+m.Pattern] = healthy
	}
	if healthy != nil {
		return false, healthy
	}
	changed := filepath.Join(b.scratch, "changed"+filepath.Ext(m.File))
	if err := os.WriteFile(changed, []byte(strings.Replace(string(body), m.Old, m.New, 1)), 0o644); err != nil {
		return false, err
	}
	out, err := b.test(m, changed)
	if b.verbose {
		os.Stdout.Write(out)
	}
	var exit *exec.ExitError
	switch {
	case err == nil:
		return false, nil
	case !errors.As(err, &exit), bytes.Contains(out, []byte("[build failed]")), bytes.Contains(out, []byte("[setup failed]")):
		return false, fmt.Errorf("%w\n%s", err, out)
	}
	return true, nil
}

// test runs the test of a mutation; changed is the file that stands in for the mutated one, if any.
func (b *bench) test(m Mutation, changed string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	defer cancel()
	// Tests of the method read code as text.
	code := filepath.Ext(m.File) == ".go" && !strings.HasPrefix(m.Pattern, "^TestMethod")
	if code && changed != "" {
		overlay, err := json.Marshal(map[string]map[string]string{"Replace": {filepath.Join(b.root, m.File): changed}})
		if err != nil {
			return nil, err
		}
		at := filepath.Join(b.scratch, "overlay.json")
		if err := os.WriteFile(at, overlay, 0o644); err != nil {
			return nil, err
		}
		c := exec.CommandContext(ctx, "go", "test", "-vet=off", "-count=1", "-overlay", at, "-run", m.Pattern, m.Package)
		c.Dir = b.root
		// A property that fails leaves its example beside the test: of a mutation it is of no use.
		examples := filepath.Join(b.root, m.Package, "testdata", "rapid")
		_, before := os.Stat(examples)
		out, err := c.CombinedOutput()
		if before != nil {
			os.RemoveAll(examples)
			os.Remove(filepath.Dir(examples)) // only where nothing else is in it
		}
		return out, err
	}
	if code {
		c := exec.CommandContext(ctx, "go", "test", "-vet=off", "-run", m.Pattern, m.Package)
		c.Dir = b.root
		return c.CombinedOutput()
	}
	// A declaration is read when the test runs: one binary does for all mutations.
	binary, err := b.binary(m.Package)
	if err != nil {
		return nil, err
	}
	if changed != "" {
		at := filepath.Join(b.scratch, "tree", m.File)
		if err := os.Remove(at); err != nil {
			return nil, err
		}
		if err := os.Symlink(changed, at); err != nil {
			return nil, err
		}
		defer func() {
			os.Remove(at)
			os.Symlink(filepath.Join(b.root, m.File), at)
		}()
	}
	c := exec.CommandContext(ctx, binary, "-test.run", m.Pattern)
	c.Dir = filepath.Join(b.scratch, "tree", m.Package)
	return c.CombinedOutput()
}

func (b *bench) binary(pkg string) (string, error) {
	if at, made := b.binaries[pkg]; made {
		return at, nil
	}
	at := filepath.Join(b.scratch, strings.ReplaceAll(strings.Trim(pkg, "./"), "/", "_")+".test")
	c := exec.Command("go", "test", "-c", "-o", at, pkg)
	c.Dir = b.root
	if out, err := c.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	b.binaries[pkg] = at
	return at, nil
}

func brief(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 48 {
		s = string(r[:48]) + "…"
	}
	return s
}
