package reports

// Files that make puts under assets/vendor before the program is built. Without them every job is still done: pages and
// reports show the tables of their charts.
const (
	chartScript  = "assets/vendor/echarts.min.js"
	licenceTexts = "assets/vendor/licences.txt"
)

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
