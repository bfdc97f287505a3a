// SPDX-License-Identifier: Apache-2.0

package reports

import "io/fs"

// Files that make puts under assets/vendor before the program is built. Without them every job is still done: pages and
// reports show the tables of their charts, and a page that measures a visitor's own table names the command instead.
const (
	chartScript  = "assets/vendor/echarts.min.js"
	licenceTexts = "assets/vendor/licences.txt"
	engineModule = "assets/vendor/engine.wasm.gz" // cmd/browser, packed
	engineRunner = "assets/vendor/wasm_exec.js"   // of Go: runs it
)

// HasEngine says whether the program holds the arithmetic for pages that declare it.
func HasEngine() bool {
	_, err := fs.Stat(Files, engineModule)
	_, more := fs.Stat(Files, engineRunner)
	return err == nil && more == nil
}

// HasCharts says whether the program holds the script that draws charts in a browser.
func HasCharts() bool {
	_, err := Files.ReadFile(chartScript)
	return err == nil
}

// Licences are the licence texts of all that is linked into the program or bundled with the site, each under a line
// "== name version"; nil where the program was built without them.
func Licences() []byte {
	texts, err := Files.ReadFile(licenceTexts)
	if err != nil {
		return nil
	}
	return texts
}
