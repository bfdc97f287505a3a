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
