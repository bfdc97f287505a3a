// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"osnova/catalog"
	"osnova/store"
)

// engineStart is our script that runs the engine in a worker.
const engineStart = "assets/engine/start.js"

// engine is the script that pages which declare it load when their visitor starts it: cmd/browser, what runs it, and what asks it, in one
// file, because a page from file:// may fetch nothing but scripts.
type engine struct {
	name string // place under the site root, with the hash of what it holds; empty: nobody declares it, or the program lacks it
	body []byte
}

// readEngine makes the script if a page declares the engine and the program holds it.
func (st *Stage) readEngine() (engine, error) {
	if !slices.ContainsFunc(st.Catalog.Pages, func(p catalog.Page) bool { return p.Engine }) {
		return engine{}, nil
	}
	var parts [3][]byte
	for i, name := range []string{engineModule, engineRunner, engineStart} {
		body, err := fs.ReadFile(st.Files, name)
		if errors.Is(err, fs.ErrNotExist) && name != engineStart {
			return engine{}, nil
		}
		if err != nil {
			return engine{}, fmt.Errorf("read the engine of pages: %w", err)
		}
		parts[i] = body
	}
	module := base64.StdEncoding.EncodeToString(parts[0])
	body := fmt.Appendf(nil, "window.OSNOVA_ENGINE={\"runner\":%s,\n\"module\":\"%s\"};\n%s", asJSON(string(parts[1])), module, parts[2])
	return engine{name: "assets/engine-" + store.HashParts(string(body))[:12] + ".js", body: body}, nil
}

// engine is the address of the script of the engine for a page that declares it; empty where the program has none, and the page then names
// the command.
func (r *renderer) engine() string {
	if !r.page.Engine || r.site.engine.name == "" {
		return ""
	}
	return r.root + r.site.engine.name
}

// scriptOf is the place of a page's own script under the root of the site; empty where it has none.
func scriptOf(p *catalog.Page) string {
	if p.Script == "" {
		return ""
	}
	return "assets/page-" + p.Name + ".js"
}

// script is the address of the page's own script.
func (r *renderer) script() string {
	if name := scriptOf(r.page); name != "" {
		return r.root + name
	}
	return ""
}
