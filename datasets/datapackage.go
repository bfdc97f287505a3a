// SPDX-License-Identifier: Apache-2.0

package datasets

import (
	"fmt"
	"slices"
	"strings"

	"osnova/catalog"
)

// dataPackage describes all datasets as one Data Package that versions 1 and 2 of the standard accept (datapackage.org).
func (st *Stage) dataPackage(issues []issue) map[string]any {
	resources := []map[string]any{}
	words := []string{}
	seen := map[string]bool{}
	for _, i := range issues {
		resources = append(resources, st.resources(i)...)
		for _, list := range [][]string{i.Keywords.UK, i.Keywords.EN} {
			for _, w := range list {
				if !seen[w] {
					seen[w] = true
					words = append(words, w)
				}
			}
		}
	}
	out := map[string]any{
		"$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "profile": "data-package",
		"name": "osnova", "title": packageTitle.UK, "title@uk": packageTitle.UK, "title@en": packageTitle.EN,
		"description": packageDescription.UK + "\n\n" + packageDescription.EN, "description@uk": packageDescription.UK, "description@en": packageDescription.EN,
		"licenses":     inDataPackage(st.licence()),
		"contributors": []map[string]any{{"title": st.Catalog.Project.Publisher.UK, "role": "publisher", "roles": []string{"publisher"}}},
		"resources":    resources,
	}
	if sources := st.packageSources(issues); len(sources) > 0 {
		out["sources"] = sources
	}
	if len(words) > 0 {
		out["keywords"] = words
	}
	if slices.ContainsFunc(issues, func(i issue) bool { return i.Synthetic }) {
		out["synthetic"] = true
		for _, key := range []string{"title", "title@uk"} {
			out[key] = catalog.SyntheticMark.UK + ": " + packageTitle.UK
		}
		out["title@en"] = catalog.SyntheticMark.EN + ": " + packageTitle.EN
		out["description@uk"], out["description@en"] = catalog.SyntheticNote.UK+" "+packageDescription.UK, catalog.SyntheticNote.EN+" "+packageDescription.EN
		out["description"] = out["description@uk"].(string) + "\n\n" + out["description@en"].(string)
	}
	if st.site() != "" {
		out["homepage"] = st.site()
	}
	if st.Catalog.Project.Edition != "" {
		out["version"] = st.Catalog.Project.Edition
	}
	if date := st.date(); date != "" {
		out["created"] = date + "T00:00:00Z"
	}
	return out
}

func inDataPackage(l catalog.ProjectLicence) []map[string]string {
	return []map[string]string{{"name": l.ID, "path": l.URL, "title": l.Title.EN}}
}

// resources are the table as CSV with its schema, and the same as Parquet and for Excel.
func (st *Stage) resources(i issue) []map[string]any {
	schema := tableSchema(i.Contract)
	schema.Schema = ""
	csv := st.resource(i, i.files[0], i.Name, "csv")
	csv["profile"], csv["type"], csv["schema"] = "tabular-data-resource", "table", schema
	csv["encoding"] = "utf-8"
	csv["dialect"] = map[string]any{"delimiter": ",", "lineTerminator": "\n", "quoteChar": `"`, "doubleQuote": true, "header": true}
	csv["rows"] = i.files[0].rows
	if sources := st.sources(i.Sources); len(sources) > 0 {
		csv["sources"] = sources
	}
	excel := st.resource(i, i.files[1], i.Name+"-excel", "csv")
	excel["encoding"] = "utf-8"
	excel["dialect"] = map[string]any{"delimiter": ";", "lineTerminator": "\n", "quoteChar": `"`, "doubleQuote": true, "header": true}
	excel["profile"], excel["type"], excel["schema"] = "tabular-data-resource", "table", excelSchema(i.Contract)
	out := []map[string]any{csv, excel, st.resource(i, i.files[2], i.Name+"-parquet", "parquet")}
	for _, part := range i.parts {
		if strings.HasSuffix(part.Path, excelEnding) {
			continue
		}
		value := partValue(part)
		r := st.resource(i, part, i.Name+"-"+value, "csv")
		title := st.partTitle(i, part)
		r["title"], r["title@uk"], r["title@en"] = title.UK, title.UK, title.EN
		r["profile"], r["type"], r["encoding"], r["dialect"], r["rows"] = csv["profile"], csv["type"], csv["encoding"], csv["dialect"], part.rows
		r["schema"] = i.Name + schemaEnding // the same table, so the same columns
		out = append(out, r)
	}
	return out
}

func (st *Stage) resource(i issue, f fileFact, name, format string) map[string]any {
	out := map[string]any{
		"name": name, "path": f.Path, "format": format, "mediatype": f.Media, "bytes": f.Bytes, "hash": "sha256:" + f.SHA256,
		"title": st.title(i).UK, "title@uk": st.title(i).UK, "title@en": st.title(i).EN,
		"description": i.Description.UK + "\n\n" + i.Description.EN, "description@uk": i.Description.UK, "description@en": i.Description.EN,
		"licenses": inDataPackage(st.licenceOf(i.Dataset)),
	}
	if i.Synthetic {
		out["synthetic"] = true
	}
	if i.empty() {
		out["awaited"] = true
		if from := st.awaitedFrom(i); from.UK != "" {
			out["awaited_from"], out["awaited_from@en"] = from.UK, from.EN
		}
	}
	return out
}

// sources names the sources of a dataset with their own licences; those that the catalog does not know are left to its findings.
func (st *Stage) sources(names []string) (out []map[string]string) {
	for _, name := range names {
		s, ok := st.source(name)
		if !ok {
			continue
		}
		one := map[string]string{"name": s.Name, "title": s.Title.UK, "title@en": s.Title.EN, "attribution": s.Attribution.UK, "attribution@en": s.Attribution.EN, "license": s.Licence.ID, "version": s.AsOf}
		if s.Homepage != "" {
			one["path"] = s.Homepage
		}
		if s.AsOf == "" {
			delete(one, "version")
		}
		out = append(out, one)
	}
	return out
}

// answer is what a question that describe asked is answered with today.
func (st *Stage) answer(question string) string {
	if name, ok := strings.CutPrefix(question, "indicator "); ok {
		x, found := st.indicator(name)
		return asJSON(x.Title) + fmt.Sprint(found)
	}
	s, ok := st.source(strings.TrimPrefix(question, "source "))
	return asJSON(s) + fmt.Sprint(ok)
}

// packageSources are the sources that any dataset names, in the order of the catalog.
func (st *Stage) packageSources(issues []issue) []map[string]string {
	used := map[string]bool{}
	for _, i := range issues {
		for _, name := range i.Sources {
			used[name] = true
		}
	}
	var names []string
	for _, s := range st.Catalog.Sources {
		if used[s.Name] {
			names = append(names, s.Name)
		}
	}
	return st.sources(names)
}

// indicator finds a declared indicator by its name in small letters.
func (st *Stage) indicator(small string) (catalog.Indicator, bool) {
	for _, x := range st.Catalog.Indicators {
		if strings.ToLower(x.Name) == small {
			return x, true
		}
	}
	return catalog.Indicator{}, false
}

// source finds a declared source, and keeps that it was asked for: what it says is part of the input of the files about all datasets.
func (st *Stage) source(name string) (catalog.Source, bool) {
	if st.asked != nil {
		st.asked["source "+name] = true
	}
	for _, s := range st.Catalog.Sources {
		if s.Name == name {
			return s, true
		}
	}
	return catalog.Source{}, false
}
