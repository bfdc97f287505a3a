// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"io"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"osnova/catalog"
)

var policyOf = regexp.MustCompile(`<meta http-equiv="Content-Security-Policy" content="([^"]*)">`)

const (
	usualPolicy  = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:"
	enginePolicy = usualPolicy + "; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:"
	trialPage    = "/try/inequality.html"
)

// fewPages builds the trial page and two others, with the engine given in place of what make built; nil: without one.
func fewPages(t *testing.T, vendor map[string]string) map[string]string {
	t.Helper()
	dir, _ := build(t, func(st *Stage) {
		st.Catalog.Pages = slices.DeleteFunc(slices.Clone(st.Catalog.Pages), func(p catalog.Page) bool {
			return !slices.Contains([]string{"try_inequality", "about", "not_found"}, p.Name)
		})
		files := fstest.MapFS{}
		err := fs.WalkDir(st.Files, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || name == engineModule || name == engineRunner {
				return err
			}
			body, err := fs.ReadFile(st.Files, name)
			files[name] = &fstest.MapFile{Data: body}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for name, body := range vendor {
			files[name] = &fstest.MapFile{Data: []byte(body)}
		}
		st.Files = files
	})
	return readAll(t, dir)
}

// policies are those of the pages, by place.
func policies(t *testing.T, files map[string]string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for name, body := range files {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		if found := policyOf.FindAllStringSubmatch(body, -1); len(found) == 1 {
			out[name] = found[0][1]
		} else {
			t.Errorf("%s has %d policies", name, len(found))
		}
	}
	return out
}

// engineScripts are the scripts of the engine that a site holds.
func engineScripts(files map[string]string) []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(files)), func(name string) bool {
		return !strings.HasPrefix(name, "assets/engine") && !strings.Contains(name, "wasm")
	})
}

// TestEngine: a page that declares the engine gets its script, its own one and leave for both; every other page keeps its policy.
func TestEngine(t *testing.T) {
	runner := "// runs </script> a module\n"
	files := fewPages(t, map[string]string{engineModule: "\x1f\x8bmodule\x00", engineRunner: runner})
	scripts := engineScripts(files)
	if len(scripts) != 1 || !regexp.MustCompile(`^assets/engine-[0-9a-f]{12}\.js$`).MatchString(scripts[0]) {
		t.Fatalf("scripts of the engine: %v", scripts)
	}
	first, rest, _ := strings.Cut(strings.TrimPrefix(files[scripts[0]], "window.OSNOVA_ENGINE="), ";\n")
	var parts struct{ Runner, Module string }
	if err := json.Unmarshal([]byte(first), &parts); err != nil {
		t.Fatal(err)
	}
	module, err := base64.StdEncoding.DecodeString(parts.Module)
	if err != nil || string(module) != "\x1f\x8bmodule\x00" || parts.Runner != runner || !strings.Contains(rest, "OSNOVA.engine = ") {
		t.Errorf("%q %q %v", module, parts.Runner, err)
	}
	seen := 0
	for name, policy := range policies(t, files) {
		want := usualPolicy
		if strings.HasSuffix(name, trialPage) {
			want = enginePolicy
			seen++
			tag := `<script src="../../assets/page-try_inequality.js" data-engine="../../` + scripts[0] + `" defer></script>`
			if !strings.Contains(files[name], tag) {
				t.Errorf("%s does not name its scripts", name)
			}
			if strings.Contains(files[name], `src="../../`+scripts[0]) {
				t.Errorf("%s loads the engine before anybody starts it", name)
			}
		}
		if policy != want {
			t.Errorf("%s: policy %q, want %q", name, policy, want)
		}
		if !strings.HasSuffix(name, trialPage) && strings.Contains(files[name], "page-try") {
			t.Errorf("%s loads the script of another page", name)
		}
	}
	if seen != 2 || files["assets/page-try_inequality.js"] == "" {
		t.Errorf("%d trial pages; its script has %d bytes", seen, len(files["assets/page-try_inequality.js"]))
	}
}

// TestWithoutEngine: a program built without the engine writes the page all the same: it names the command and asks for no leave.
func TestWithoutEngine(t *testing.T) {
	files := fewPages(t, nil)
	if scripts := engineScripts(files); len(scripts) != 0 {
		t.Error(scripts)
	}
	for name, policy := range policies(t, files) {
		if policy != usualPolicy {
			t.Errorf("%s: policy %q", name, policy)
		}
	}
	for _, l := range languages {
		page := files[string(l)+trialPage]
		offers := strings.Contains(page, `<form class="trial`) || strings.Contains(page, "data-engine")
		if offers || !strings.Contains(page, "osnova inequality --data") {
			t.Errorf("%s: the page without an engine offers what it cannot do, or does not name the command", l)
		}
	}
}

// TestEngineOfTheProgram: what make built is a module of WebAssembly, packed.
func TestEngineOfTheProgram(t *testing.T) {
	if !HasEngine() {
		t.Skip("reports/assets/vendor/engine.wasm.gz is absent: run make build, which compiles it")
	}
	packed, err := Files.ReadFile(engineModule)
	if err != nil {
		t.Fatal(err)
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	start := make([]byte, 4)
	if _, err := io.ReadFull(r, start); err != nil || string(start) != "\x00asm" {
		t.Errorf("%q %v", start, err)
	}
}
