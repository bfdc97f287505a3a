// SPDX-License-Identifier: Apache-2.0

package catalog

// Query is one SELECT of a page, named by its file.
type Query struct {
	Name string
	File string
	SQL  string
}

// Page is queries, charts and words. A page with Each is written once for every row of that query, one of schemas once for each of them.
type Page struct {
	Name     string  `yaml:"-"`
	Dir      string  `yaml:"-"`
	Template string  `yaml:"-"`
	Script   string  `yaml:"-"` // page.js beside it; empty: none
	Queries  []Query `yaml:"-"`
	Title    Text    `yaml:"title"` // a template over .Row when the page has each
	Lead     Text    `yaml:"lead"`  // one sentence for search engines and the menu
	Path     string  `yaml:"path"`  // file under /uk/ and /en/; {column} takes a column of the each query
	Each     string  `yaml:"each"`  // name of the query that gives one page a row
	// Of is schema or dataset: one page for each schema of tables or dataset, made from what is declared; {schema} or {dataset} stands in its path.
	Of  string `yaml:"of" json:",omitempty"`
	Key string `yaml:"key"` // column by which the other queries' rows belong to a page
	// Moved says by which columns of the each query a page's path was filled before: {slug: former_slug}. Where they are not empty, the old
	// address sends on.
	Moved    map[string]string `yaml:"moved" json:",omitempty"`
	Menu     int               `yaml:"menu"` // place in the menu, 0 = not in it
	MenuName Text              `yaml:"menu_name"`
	Sources  []string          `yaml:"sources"`
	Engine   bool              `yaml:"engine"` // its script asks cmd/browser, the arithmetic as WebAssembly, once the visitor starts it
}

// Many reports whether the folder makes more than one page.
func (p Page) Many() bool { return p.Each != "" || p.Of != "" }
