// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"osnova/catalog"
)

// previewRows are shown of a dataset on its page.
const previewRows = 50

// issuedFile is a file of a dataset as data/index.json has it.
type issuedFile struct {
	Path, Mediatype, SHA256 string
	Bytes                   int64
}

// issuedDataset is a dataset of this edition with what became of it: rows, files, terms, dates.
type issuedDataset struct {
	Name         string
	Title        catalog.Text
	Rows         int64
	Awaited      bool
	AwaitedFrom  catalog.Text `json:"awaited_from"`
	Licence      string
	LicenceURL   string       `json:"licence_url"`
	LicenceTitle catalog.Text `json:"licence_title"`
	Frequency    string
	Modified     string
	First, Last  string // of the time that its rows speak of
	Columns      []string
	Files        []issuedFile
}

// File is the file of a dataset with that ending, such as .csv.
func (d *issuedDataset) File(ending string) *issuedFile {
	return named(d.Files, func(f issuedFile) bool { return f.Path == d.Name+ending })
}

// LicenceShort is the licence as people write it.
func (d *issuedDataset) LicenceShort() string { return catalog.ProjectLicence{ID: d.Licence}.Short() }

// issuedIndex is what the stage of datasets wrote of all of them.
type issuedIndex struct {
	Datasets []issuedDataset
	Metadata *assessment
}

// readIndex reads data/index.json once a run; empty where the stage of datasets wrote none.
func (s *siteBuild) readIndex() issuedIndex {
	s.indexOnce.Do(func() {
		body, err := s.stage.Output.Read("data/index.json")
		if err != nil {
			return
		}
		if err := json.Unmarshal(body, &s.index); err != nil {
			s.index = issuedIndex{}
		}
	})
	return s.index
}

// published is what the stage of datasets wrote about a dataset; nil without it.
func (s *siteBuild) published(name string) *issuedDataset {
	return named(s.readIndex().Datasets, func(d issuedDataset) bool { return d.Name == name })
}

// published is a dataset of this edition with its files, whose sums tell when its rows change; without files where no list of them was written.
func (r *record) published(name string) *issuedDataset {
	r.ask("published", name)
	if d := r.site.published(name); d != nil {
		return d
	}
	if d := r.site.dataset(name); d != nil {
		l := r.project().Licence
		return &issuedDataset{Name: name, Title: d.Title, Licence: l.ID, LicenceURL: l.URL, LicenceTitle: l.Title, Frequency: "irreg"}
	}
	return nil
}

// assessment is how the metadata of the edition score by the rules of data.europa.eu.
type assessment struct {
	Score, Best, Of float64
	Datasets, Files int
	Criteria        []struct {
		Dimension, Name     string
		Points, Share, Best float64
	}
}

// assessment is the score of the metadata; nil where the stage of datasets wrote none.
func (r *record) assessment() *assessment {
	r.ask("assessment", "")
	return r.site.readIndex().Metadata
}

// datasetText is the title of a dataset, marked where it has no row, or its description.
func (r *renderer) datasetText(name, what string) string {
	p, d := r.asked.published(name), r.site.dataset(name)
	switch {
	case d == nil:
		return name
	case what == "description":
		return d.Description.In(string(r.l))
	case p != nil:
		return p.Title.In(string(r.l))
	}
	return d.Title.In(string(r.l))
}

// datasetPreview is the head of a table as its CSV has it.
type datasetPreview struct {
	Columns []catalog.Column
	Rows    [][]string
}

// preview reads the first rows of a dataset from the file that visitors download; nil where it is not there.
func (r *renderer) preview(name string) (*datasetPreview, error) {
	d := r.site.dataset(name)
	if p := r.asked.published(name); d == nil || p == nil || len(p.Files) == 0 {
		return nil, nil
	}
	body, err := r.site.stage.Output.Read("data/" + name + ".csv")
	if err != nil {
		return nil, fmt.Errorf("read the dataset %s again: %w", name, err)
	}
	read := csv.NewReader(strings.NewReader(string(body)))
	if _, err := read.Read(); err != nil {
		return nil, fmt.Errorf("read the header of %s.csv: %w", name, err)
	}
	out := &datasetPreview{Columns: d.Columns}
	for len(out.Rows) < previewRows {
		row, err := read.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("read %s.csv: %w", name, err)
		}
		out.Rows = append(out.Rows, row)
	}
	return out, nil
}

// Numeric reports whether the cells of a column are numbers.
func (p *datasetPreview) Numeric(at int) bool {
	return p.Columns[at].Type == catalog.TypeInteger || p.Columns[at].Type == catalog.TypeNumber
}

// datasetLD describes a dataset for search engines as schema.org/Dataset; addresses are given where the site has one.
func (r *renderer) datasetLD(name string) map[string]any {
	d, p := r.asked.published(name), r.site.dataset(name)
	if d == nil || p == nil {
		return nil
	}
	project, l, base := r.asked.project(), string(r.l), r.site.stage.base()
	publisher := map[string]any{"@type": "Organization", "name": project.Publisher.In(l)}
	out := map[string]any{
		"@context": "https://schema.org", "@type": "Dataset", "name": d.Title.In(l), "description": p.Description.In(l),
		"license": d.LicenceURL, "version": project.Edition, "datePublished": project.Edition, "inLanguage": []string{"uk", "en"},
		"isAccessibleForFree": true, "keywords": append(append([]string{}, p.Keywords.UK...), p.Keywords.EN...),
		"creator": publisher, "publisher": publisher, "identifier": "osnova:" + name,
		"spatialCoverage": map[string]any{"@type": "Place", "name": r.l.pick("Україна", "Ukraine")},
	}
	if d.Modified != "" {
		out["dateModified"] = d.Modified
	}
	if d.Last != "" {
		first := d.First
		if first == "" {
			first = ".."
		}
		out["temporalCoverage"] = first + "/" + d.Last
	}
	var measured []any
	for _, c := range p.Columns {
		one := map[string]any{"@type": "PropertyValue", "name": c.Name, "description": c.Text().In(l)}
		if c.Unit != "" {
			one["unitText"] = c.Unit
		}
		measured = append(measured, one)
	}
	out["variableMeasured"] = measured
	if p.Synthetic {
		out["additionalProperty"] = map[string]any{"@type": "PropertyValue", "name": "synthetic", "value": true}
	}
	if base == "" {
		return out
	}
	out["url"] = base + l + "/data/" + name + ".html"
	out["includedInDataCatalog"] = map[string]any{"@type": "DataCatalog", "name": r.l.pick("Основа", "Osnova"), "url": base + l + "/data/index.html"}
	var files []any
	for _, f := range d.Files {
		if f.Mediatype != "application/json" {
			files = append(files, map[string]any{
				"@type": "DataDownload", "encodingFormat": f.Mediatype, "contentUrl": base + "data/" + f.Path, "contentSize": fmt.Sprint(f.Bytes), "sha256": f.SHA256,
			})
		}
	}
	out["distribution"] = files
	return out
}

// citation names a dataset as a list of literature has it.
func (r *renderer) citation(name string) string {
	d, project := r.asked.published(name), r.asked.project()
	if d == nil {
		return ""
	}
	year, _, _ := strings.Cut(project.Edition, "-")
	l := string(r.l)
	edition, kind := r.l.pick("випуск", "edition")+" "+project.Edition, r.l.pick("набір даних", "data set")
	text := fmt.Sprintf("%s (%s). %s (%s) [%s].", project.Publisher.In(l), year, d.Title.In(l), edition, kind)
	if base := r.site.stage.base(); base != "" {
		text += " " + base + l + "/data/" + name + ".html"
	}
	return text
}

// bibTeX is the same for BibTeX.
func (r *renderer) bibTeX(name string) string {
	d, project := r.asked.published(name), r.asked.project()
	if d == nil {
		return ""
	}
	year, _, _ := strings.Cut(project.Edition, "-")
	lines := []string{
		"@misc{osnova_" + name + "_" + strings.ReplaceAll(project.Edition, "-", "") + ",",
		"  author = {{" + project.Publisher.EN + "}},",
		"  title = {{" + d.Title.EN + "}},",
		"  year = {" + year + "},",
		"  version = {" + project.Edition + "},",
		"  note = {Data set, licence " + d.Licence + "},",
	}
	if base := r.site.stage.base(); base != "" {
		lines = append(lines, "  url = {"+base+"en/data/"+name+".html},")
	}
	return strings.Join(append(lines, "}"), "\n")
}

// fileSize writes bytes in the unit that people read.
func (l tongue) fileSize(bytes int64) string {
	switch {
	case bytes < 1000:
		return l.number(float64(bytes), 0) + noBreakSpace + l.pick("Б", "B")
	case bytes < 1_000_000:
		return l.number(float64(bytes)/1e3, 0) + noBreakSpace + l.pick("кБ", "kB")
	}
	return l.number(float64(bytes)/1e6, 1) + noBreakSpace + l.pick("МБ", "MB")
}
