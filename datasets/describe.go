// SPDX-License-Identifier: Apache-2.0

package datasets

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"sort"
	"strings"

	"osnova/catalog"
	"osnova/store"
)

var (
	packageTitle       = catalog.Text{UK: "Основа: відкриті дані про цифрові публічні послуги в громадах України", EN: "Osnova: open data on digital public services in the communities of Ukraine"}
	packageDescription = catalog.Text{
		UK: "Території, точки надання послуг, інструменти електронної участі, бюджети, показники, індекси та нерівність громад України. Порожня клітинка означає відсутнє значення. Файли .csv містять дані без змін; для табличних програм є .excel.csv: крапка з комою, десяткова кома, апостроф перед текстом, який програма могла б прийняти за формулу. Персональні дані не публікуються.",
		EN: "Territories, service points, tools of e-participation, budgets, indicators, indices and inequality of the communities of Ukraine. An empty cell is a missing value. The .csv files hold data as they are; for spreadsheets there is .excel.csv: semicolons, decimal commas, an apostrophe before text that could be taken for a formula. No personal data are published.",
	}
)

// fileFact is what the metadata say about a file.
type fileFact struct {
	Path   string `json:"path"` // beside the metadata
	Media  string `json:"mediatype"`
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"`
	rows   int    // of CSV, without the header
	// first and last day of the periods of the rows of plain CSV
	first, last string
}

// issue is one dataset of this edition with its files: CSV, CSV for Excel, Parquet, Table Schema, CSVW; then its parts.
type issue struct {
	catalog.Dataset
	files []fileFact
	parts []fileFact
}

func measure(name string, body []byte) fileFact {
	sum := sha256.Sum256(body)
	f := fileFact{Path: strings.TrimPrefix(name, "data/"), Media: media(name), Bytes: len(body), SHA256: hex.EncodeToString(sum[:])}
	if f.Media == "text/csv" {
		f.rows = max(0, lines(body)-1)
		if !strings.HasSuffix(name, excelEnding) {
			f.first, f.last = rowSpan(body)
		}
	}
	return f
}

func media(name string) string {
	switch path.Ext(name) {
	case ".csv":
		return "text/csv"
	case ".parquet":
		return "application/vnd.apache.parquet"
	case ".ttl":
		return "text/turtle"
	case ".jsonld":
		return "application/ld+json"
	}
	return "application/json"
}

// lines counts the records of delimited text, whose quoted cells may hold line ends.
func lines(body []byte) (n int) {
	inside := false
	for _, c := range body {
		switch c {
		case '"':
			inside = !inside
		case '\n':
			if !inside {
				n++
			}
		}
	}
	return n
}

// describe writes datapackage.json, catalog.ttl, catalog.jsonld, index.json and SHA256SUMS from the files of the datasets.
func (st *Stage) describe(ctx context.Context) (store.Result, error) {
	st.asked = map[string]bool{}
	if err := st.loadVisits(ctx); err != nil {
		return store.Result{}, err
	}
	issues, err := st.issues()
	if err != nil {
		return store.Result{}, err
	}
	record := st.dcat(issues)
	var sums []fileFact
	for _, i := range issues {
		sums = append(append(sums, i.files...), i.parts...)
	}
	written := map[string]bool{}
	for _, f := range sums {
		written[f.Path] = true
	}
	index := st.index(issues)
	index["metadata"] = assess(record, written, st.dataHome())
	result := store.Result{}
	hashes := []string{}
	write := func(name string, body []byte) error {
		f := measure(name, body)
		sums, hashes, result.Files = append(sums, f), append(hashes, f.SHA256), append(result.Files, "data/"+name)
		return st.Output.Write("data/"+name, body)
	}
	for _, f := range []struct {
		name string
		body []byte
	}{
		{"datapackage.json", pretty(st.dataPackage(issues))},
		{"catalog.ttl", record.turtle()},
		{"catalog.jsonld", record.jsonLD()},
		{"index.json", pretty(index)},
	} {
		if err := write(f.name, f.body); err != nil {
			return store.Result{}, err
		}
	}
	slices.SortFunc(sums, func(a, b fileFact) int { return strings.Compare(a.Path, b.Path) })
	var list strings.Builder
	for _, f := range sums {
		fmt.Fprintf(&list, "%s  %s\n", f.SHA256, f.Path)
	}
	if err := write("SHA256SUMS", []byte(list.String())); err != nil {
		return store.Result{}, err
	}
	result.Output, result.Asked = store.HashParts(hashes...), slices.Sorted(maps.Keys(st.asked))
	return result, nil
}

// issues are the datasets that have files in this run, sorted by name.
func (st *Stage) issues() (out []issue, err error) {
	there := st.Ledger.Files()
	for _, d := range st.Catalog.Datasets {
		name := "data/" + d.Name
		if !there[name+".csv"] {
			continue
		}
		i := issue{Dataset: d}
		for _, ending := range []string{".csv", ".excel.csv", ".parquet", ".schema.json", ".csv-metadata.json"} {
			f, err := st.fact(name + ending)
			if err != nil {
				return nil, err
			}
			i.files = append(i.files, f)
		}
		for _, part := range partFiles(d, there) {
			f, err := st.fact(part)
			if err != nil {
				return nil, err
			}
			i.parts = append(i.parts, f)
		}
		out = append(out, i)
	}
	sort.Slice(out, func(a, b int) bool { return out[a].Name < out[b].Name })
	return out, nil
}

// index lists the datasets and their files for machines that want no standard.
func (st *Stage) index(issues []issue) map[string]any {
	list := []map[string]any{}
	for _, i := range issues {
		names := []string{}
		for _, c := range i.Columns {
			names = append(names, c.Name)
		}
		one := map[string]any{
			"name": i.Name, "title": inBoth(st.title(i)), "description": inBoth(i.Description), "grain": inBoth(i.Grain), "audience": i.Audience,
			"period": i.Period, "keywords": map[string][]string{"uk": append([]string{}, i.Keywords.UK...), "en": append([]string{}, i.Keywords.EN...)}, "sources": append([]string{}, i.Sources...),
			"rows": i.files[0].rows, "columns": names, "key": i.Key, "files": i.files,
		}
		if i.Synthetic {
			one["synthetic"] = true
		}
		if i.empty() {
			one["awaited"], one["awaited_from"] = true, inBoth(st.awaitedFrom(i))
		}
		l := st.licenceOf(i.Dataset)
		sources := st.sourcesOf(i)
		first, last := st.span(i, sources)
		one["licence"], one["licence_url"], one["licence_title"] = l.ID, l.URL, inBoth(l.Title)
		one["frequency"], one["modified"], one["first"], one["last"] = strings.ToLower(frequency(sources)), st.modified(sources), first, last
		if i.Parts != nil {
			one["parts"] = map[string]any{"by": i.Parts.By, "files": i.parts}
		}
		list = append(list, one)
	}
	p := st.Catalog.Project
	return map[string]any{
		"edition": p.Edition, "base": st.site(), "licence": p.Licence.ID, "licence_url": p.Licence.URL, "publisher": p.Publisher.EN, "datasets": list,
	}
}

func (st *Stage) licence() catalog.ProjectLicence { return st.Catalog.Project.Licence }

// site is the address of the site with a closing slash; empty: addresses are relative.
func (st *Stage) site() string { return st.Catalog.Project.Base() }

// dataHome is the address of the folder of data with a closing slash; empty: addresses are relative to it.
func (st *Stage) dataHome() string {
	if st.site() == "" {
		return ""
	}
	return st.site() + "data/"
}

func inBoth(t catalog.Text) map[string]string { return map[string]string{"uk": t.UK, "en": t.EN} }

// pretty is indented JSON with sorted keys and without escapes that only HTML needs.
func pretty(v any) []byte {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil { // only maps, slices and numbers of our own come here
		return []byte("{}\n")
	}
	return out.Bytes()
}
