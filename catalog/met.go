// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"fmt"
	"regexp"
	"time"
)

// What the reader of a source has met, from the surest to none.
const (
	MetFile     = "real file"     // a file of the publisher was read; its day and checksum are given
	MetLayout   = "real layout"   // a file laid out as real ones are, by a schema or by rows of real answers, its contents partly invented
	MetDocument = "documentation" // the layout stands in documents, or in programs of others who read it
	MetNothing  = "nothing"       // the layout is ours: none was seen
)

// MetLevels are what the reader of a source may have met, the surest first.
var MetLevels = []string{MetFile, MetLayout, MetDocument, MetNothing}

// Evidence says what the reader of a source has met: the word of a level, of a real file with the day on which it was read first (ISO) and the first
// twelve digits of its sha256.
type Evidence struct {
	Level string
	Date  string
	Sum   string
}

// metHint names what may be said.
const metHint = "real file (YYYY-MM-DD, sha256 and its first 12 digits), real layout, documentation or nothing"

var metFile = regexp.MustCompile(`^real file \((\d{4}-\d{2}-\d{2}), sha256 ([0-9a-f]{12})\)$`)

// UnmarshalYAML reads "real file (YYYY-MM-DD, sha256 …)" or the word of another level, and nothing else.
func (m *Evidence) UnmarshalYAML(decode func(any) error) error {
	var text string
	if err := decode(&text); err != nil {
		return err
	}
	switch text {
	case MetLayout, MetDocument, MetNothing:
		*m = Evidence{Level: text}
		return nil
	}
	part := metFile.FindStringSubmatch(text)
	if part == nil {
		return fmt.Errorf("met: %q: give %s", text, metHint)
	}
	if _, err := time.Parse(time.DateOnly, part[1]); err != nil {
		return fmt.Errorf("met: %q: there is no such day", text)
	}
	*m = Evidence{Level: MetFile, Date: part[1], Sum: part[2]}
	return nil
}

// String is the text that declares it.
func (m Evidence) String() string {
	if m.Level == MetFile {
		return fmt.Sprintf("%s (%s, sha256 %s)", m.Level, m.Date, m.Sum)
	}
	return m.Level
}

// MetWord is the level as pages and counts have it: a table of our own is set apart.
func (s Source) MetWord() string {
	if s.Own {
		return "own"
	}
	return s.Met.Level
}

// checkMet holds what a source has met against the rest of its declaration.
func (c *Catalog) checkMet(file string, s Source) {
	switch {
	case s.Met == (Evidence{}):
		c.Findings.Add(file, "say what its reader has met: "+metHint, "met is missing")
	case s.Own && s.Met.Level != MetNothing:
		c.Findings.Add(file, "met: nothing: nobody else publishes the table", "an own source says that it met a %s", s.Met.Level)
	}
}
