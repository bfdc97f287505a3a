// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"osnova/catalog"
)

// question is one thing that a page asked of the catalog, the words or the site while it was written.
type question struct{ kind, name string }

// record answers what pages ask beyond their own folder and the tables they read, and keeps what was asked: it is part of the input of the step
// that writes them the next time. Nothing else of reports gives a template the catalog, the words or other pages.
type record struct {
	site  *siteBuild
	mu    sync.RWMutex
	asked map[question]bool
}

func (s *siteBuild) record() *record { return &record{site: s, asked: map[question]bool{}} }

func (r *record) ask(kind, name string) {
	q := question{kind, name}
	r.mu.RLock()
	known := r.asked[q]
	r.mu.RUnlock()
	if known {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.asked[q] = true
}

// questions are all that was asked, as site.answer takes them, sorted.
func (r *record) questions() []string {
	r.mu.RLock()
	defer r.mu.RUnlock()
	out := make([]string, 0, len(r.asked))
	for q := range maps.Keys(r.asked) {
		out = append(out, strings.TrimSpace(q.kind+" "+q.name))
	}
	slices.Sort(out)
	return out
}

func (r *record) indicators() []catalog.Indicator {
	r.ask("indicators", "")
	return r.site.stage.Catalog.Indicators
}

func (r *record) indicator(id any) *catalog.Indicator {
	name, _ := id.(string)
	r.ask("indicator", name)
	return named(r.site.stage.Catalog.Indicators, func(i catalog.Indicator) bool { return i.Name == name })
}

func (r *record) indices() []catalog.Index {
	r.ask("indices", "")
	return r.site.stage.Catalog.Indices
}

func (r *record) index(name string) *catalog.Index {
	r.ask("index", name)
	return named(r.site.stage.Catalog.Indices, func(x catalog.Index) bool { return x.Name == name })
}

// datasets are those that this edition has.
func (r *record) datasets() []catalog.Dataset {
	r.ask("datasets", "")
	return r.site.issued()
}

// rows counts the rows of each dataset by its name, by the list of files that the stage of datasets wrote; nil without one.
func (r *record) rows() map[string]int64 {
	r.ask("rows", "")
	return r.site.rows()
}

// issues reports whether this edition has a dataset.
func (r *record) issues(name string) bool {
	r.ask("data", name)
	return r.site.dataset(name) != nil
}

// offered reports whether this edition has a file that another room makes for pages.
func (r *record) offered(name string) bool {
	r.ask("offered", name)
	return r.site.offers(name)
}

// parts is how a dataset is cut; nil if it is not.
func (r *record) parts(name string) *catalog.Parts {
	r.ask("parts", name)
	if d := r.site.dataset(name); d != nil {
		return d.Parts
	}
	return nil
}

func (r *record) sources() []catalog.Source {
	r.ask("sources", "")
	return r.site.stage.Catalog.Sources
}

func (r *record) source(name any) *catalog.Source {
	text, _ := name.(string)
	r.ask("source", text)
	return named(r.site.stage.Catalog.Sources, func(s catalog.Source) bool { return s.Name == text })
}

// relations are the declared tables of a schema.
func (r *record) relations(schema string) []catalog.Relation {
	r.ask("relations", schema)
	return r.site.stage.Catalog.RelationsIn(schema)
}

// project is what whoever runs the project says of themselves.
func (r *record) project() catalog.Project {
	r.ask("project", "")
	return r.site.stage.Catalog.Project
}

// word is a code of a list in both languages.
func (r *record) word(list, code string) (catalog.Text, bool) {
	r.ask("word", list+" "+code)
	text, ok := r.site.words.codes[list][code]
	return text, ok
}

// noun gives the forms of a noun by language.
func (r *record) noun(name string) (map[tongue][]string, bool) {
	r.ask("noun", name)
	forms, ok := r.site.words.nouns[name]
	return forms, ok
}

// path is where the pages of a folder lie under a language.
func (r *record) path(page string) (string, bool) {
	r.ask("page", page)
	p, ok := r.site.pages[page]
	if !ok {
		return "", false
	}
	return p.Path, true
}

func (r *record) menu() []*catalog.Page {
	r.ask("menu", "")
	return r.site.menu
}

func (r *record) pages() []catalog.Page {
	r.ask("pages", "")
	return r.site.stage.Catalog.Pages
}

// answer is what a question is answered with today, as text.
func (s *siteBuild) answer(question string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if text, ok := s.answers[question]; ok {
		return text
	}
	text := s.say(question)
	s.answers[question] = text
	return text
}

func (s *siteBuild) say(question string) string {
	r := s.record()
	kind, name, _ := strings.Cut(question, " ")
	switch kind {
	case "indicators":
		return asJSON(r.indicators())
	case "indicator":
		return asJSON(r.indicator(name))
	case "indices":
		return asJSON(r.indices())
	case "index":
		return asJSON(r.index(name))
	case "datasets":
		return asJSON(r.datasets())
	case "rows":
		return asJSON(r.rows())
	case "data":
		return fmt.Sprint(r.issues(name))
	case "assessment":
		return asJSON(r.assessment())
	case "published":
		return asJSON(r.published(name))
	case "offered":
		return fmt.Sprint(r.offered(name))
	case "parts":
		return asJSON(r.parts(name))
	case "sources":
		return asJSON(r.sources())
	case "source":
		return asJSON(r.source(name))
	case "relations":
		return asJSON(r.relations(name))
	case "project":
		return asJSON(r.project())
	case "word":
		list, code, _ := strings.Cut(name, " ")
		text, known := r.word(list, code)
		return asJSON(text) + fmt.Sprint(known)
	case "noun":
		forms, _ := r.noun(name)
		return asJSON(forms)
	case "page":
		path, known := r.path(name)
		return path + fmt.Sprint(known)
	case "menu":
		var out []string
		for _, p := range r.menu() {
			out = append(out, p.Name, p.Path, asJSON(p.Title), asJSON(p.MenuName))
		}
		return strings.Join(out, "\x00")
	case "pages":
		var out []string
		for _, p := range r.pages() {
			out = append(out, p.Name, p.Path, fmt.Sprint(p.Many()), asJSON(p.Title), asJSON(p.MenuName), asJSON(p.Lead))
		}
		return strings.Join(out, "\x00")
	}
	return "nothing is asked so any more"
}

// issued are the datasets declared, without those that could not be made.
func (s *siteBuild) issued() []catalog.Dataset {
	return slices.DeleteFunc(slices.Clone(s.stage.Catalog.Datasets), func(d catalog.Dataset) bool { return s.stage.Ledger.Undone("dataset " + d.Name) })
}

func (s *siteBuild) rows() map[string]int64 {
	list := s.readIndex().Datasets
	if list == nil {
		return nil
	}
	out := map[string]int64{}
	for _, d := range list {
		out[d.Name] = d.Rows
	}
	return out
}

func (s *siteBuild) dataset(name string) *catalog.Dataset {
	return named(s.issued(), func(d catalog.Dataset) bool { return d.Name == name })
}

// named is the first of a list that is meant, or nil.
func named[T any](list []T, meant func(T) bool) *T {
	if i := slices.IndexFunc(list, meant); i >= 0 {
		return &list[i]
	}
	return nil
}
