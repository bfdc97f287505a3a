// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"fmt"
	"slices"
	"strconv"
)

// MirrorFile is where a mirror tells of itself, at its top.
const MirrorFile = "mirror.yaml"

// Mirror is what a mirror says of itself. One without the file holds real files, of any sources.
type Mirror struct {
	Synthetic bool     `yaml:"synthetic"` // its files were invented
	Seed      uint64   `yaml:"seed"`
	Scale     float64  `yaml:"scale"`
	Text      Text     `yaml:"text"`
	Sources   []string `yaml:"sources"` // that it holds; of others the embedded facts are taken; empty: any may be there
}

// ReadMirror reads mirror.yaml.
func ReadMirror(body []byte) (m Mirror, found Findings) {
	found = Decode(MirrorFile, body, &m)
	if len(found) == 0 && m.Synthetic && len(m.Sources) == 0 {
		found.Add(MirrorFile, "list the sources that it holds", "a synthetic mirror names no sources")
	}
	return m, found
}

// Holds reports whether the files of a source are there.
func (m Mirror) Holds(s Source) bool {
	if slices.Contains(m.Sources, s.Name) {
		return true
	}
	return len(m.Sources) == 0 && !s.Own
}

// Edition tells one invented country from another; empty for a mirror of real files.
func (m Mirror) Edition() string {
	if !m.Synthetic {
		return ""
	}
	return fmt.Sprintf("seed %d, scale %s", m.Seed, strconv.FormatFloat(m.Scale, 'g', -1, 64))
}

// MirrorPath is where a mirror has a file of the source. What is compiled by hand lies under own/, as its name alone says nothing.
func (s Source) MirrorPath(f File) string {
	if s.Own {
		return "own/" + s.Name + "/" + f.Mirror
	}
	return f.Mirror
}

// SyntheticColumn is what a dataset that rests on invented facts says in every row.
var SyntheticColumn = Column{
	Name: "synthetic", Type: TypeBoolean, Required: true,
	UK: "так: рядок описує вигадану країну", EN: "true: the row describes an invented country",
}

// SyntheticMark stands before titles of what rests on invented facts, SyntheticNote in its descriptions.
var (
	SyntheticMark = Text{UK: "Вигадані дані", EN: "Synthetic data"}
	SyntheticNote = Text{
		UK: "Дані вигадано для перевірки й показу: жоден рядок не описує справжню громаду, орган чи людину.",
		EN: "The data were invented for testing and demonstration: no row describes a real community, body or person.",
	}
)

// Marked is the catalog in which datasets and sources that rest on invented facts say so: datasets in title, description, keywords and a
// column of their own, sources in their attribution.
func (c *Catalog) Marked(dataset func(Dataset) bool, source func(Source) bool) *Catalog {
	out := *c
	out.Datasets, out.Sources = slices.Clone(c.Datasets), slices.Clone(c.Sources)
	for i, d := range out.Datasets {
		if d.Synthetic || !dataset(d) {
			continue
		}
		d.Synthetic = true
		d.Title = Text{SyntheticMark.UK + ": " + d.Title.UK, SyntheticMark.EN + ": " + d.Title.EN}
		d.Description = Text{SyntheticNote.UK + " " + d.Description.UK, SyntheticNote.EN + " " + d.Description.EN}
		d.Keywords = Keywords{UK: append(slices.Clone(d.Keywords.UK), "вигадані дані"), EN: append(slices.Clone(d.Keywords.EN), "synthetic data")}
		if d.Column(SyntheticColumn.Name) < 0 {
			d.Columns = append(slices.Clone(d.Columns), SyntheticColumn)
		}
		out.Datasets[i] = d
	}
	for i, s := range out.Sources {
		if s.Synthetic || !source(s) {
			continue
		}
		s.Synthetic = true
		s.Attribution = Text{"вигадані дані у формі джерела: " + s.Attribution.UK, "invented data in the form of the source: " + s.Attribution.EN}
		out.Sources[i] = s
	}
	return &out
}
