// SPDX-License-Identifier: Apache-2.0

// Command licences gathers the licence texts of everything that is linked into the program or bundled with the site:
// Go itself, each module of cmd/osnova, and the packages of the chart script. The texts come from the caches where make put
// them; the result is written to the file named on the command line and is not kept in the repository.
//
//	go run ./scripts/licences reports/assets/vendor/licences.txt
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

// component is something that others wrote and that leaves the house with ours.
type component struct {
	name, version, dir string
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: licences FILE")
		os.Exit(2)
	}
	if err := gather(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "licences:", err)
		os.Exit(1)
	}
}

// gather writes the texts of all components, each under a line "== name version", in the order of their names.
func gather(file string) error {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return fmt.Errorf("ask where Go lies: %w", err)
	}
	home := strings.TrimSpace(string(root))
	all := []component{{"Go standard library", runtime.Version(), home}, {"Go wasm_exec.js", runtime.Version(), home}} // the second goes with the engine of pages
	modules, err := linkedModules()
	if err != nil {
		return err
	}
	all = append(all, modules...)
	packages, err := bundledPackages("node_modules")
	if err != nil {
		return err
	}
	all = append(all, packages...)
	var b bytes.Buffer
	for _, c := range all {
		texts, err := licenceTexts(c.dir)
		if err != nil {
			return err
		}
		if len(texts) == 0 {
			return fmt.Errorf("%s %s: no LICENSE, COPYING or NOTICE in its folder", c.name, c.version)
		}
		fmt.Fprintf(&b, "== %s %s\n\n%s\n\n", c.name, c.version, strings.Join(texts, "\n\n"))
	}
	return os.WriteFile(file, b.Bytes(), 0o644)
}

// linkedModules are the modules that packages of the program come from.
func linkedModules() ([]component, error) {
	list := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Version}}\t{{.Dir}}{{end}}{{end}}", "./cmd/osnova")
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("list the modules: %w", err)
	}
	var modules []component
	for _, line := range strings.Split(string(out), "\n") {
		if name, rest, ok := strings.Cut(line, "\t"); ok {
			version, dir, _ := strings.Cut(rest, "\t")
			modules = append(modules, component{name, version, dir})
		}
	}
	slices.SortFunc(modules, func(a, b component) int { return strings.Compare(a.name, b.name) })
	return slices.Compact(modules), nil
}

// bundledPackages are the packages of the chart script; none without the folder, for a program may be built without charts.
func bundledPackages(dir string) ([]component, error) {
	var packages []component
	for _, name := range []string{"echarts", "tslib", "zrender"} {
		body, err := os.ReadFile(filepath.Join(dir, name, "package.json"))
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("read the package of %s: %w", name, err)
		}
		var about struct{ Version string }
		if err := json.Unmarshal(body, &about); err != nil {
			return nil, fmt.Errorf("read the package of %s: %w", name, err)
		}
		packages = append(packages, component{"npm " + name, about.Version, filepath.Join(dir, name)})
	}
	return packages, nil
}

var legal = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|copyright)([.-].*)?$`)

// licenceTexts are the legal texts at the top of a component's folder.
func licenceTexts(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("look for a licence: %w", err)
	}
	var texts []string
	for _, e := range entries {
		if e.IsDir() || !legal.MatchString(e.Name()) {
			continue
		}
		body, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return nil, fmt.Errorf("read a licence: %w", err)
		}
		texts = append(texts, strings.TrimSpace(strings.ToValidUTF8(string(body), "?")))
	}
	return texts, nil
}
