// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"strings"
	"testing"
)

// TestMet: what a source has met is one of four words, a real file with a day that there was and the beginning of a checksum; anything else,
// and nothing at all, is found.
func TestMet(t *testing.T) {
	for says, want := range map[string]string{
		"met: nothing":       "",
		"met: documentation": "",
		"met: real layout":   "",
		"met: real file (2026-11-23, sha256 bd57a0cd9882)": "",
		"met: real file": "give real file (YYYY-MM-DD, sha256 and its first 12 digits)",
		"met: real file (2026-11-23, sha256 bd57a0)":                "give real file (YYYY-MM-DD",
		"met: real file (2026-11-23, sha256 BD57A0CD9882)":          "give real file (YYYY-MM-DD",
		"met: real file (23.11.2026, sha256 bd57a0cd9882)":          "give real file (YYYY-MM-DD",
		"met: real file (2026-02-30, sha256 bd57a0cd9882)":          "there is no such day",
		"met: real file (2026-11-23, sha256 bd57a0cd9882) and more": "give real file (YYYY-MM-DD",
		"met: Real layout":              "real layout, documentation or nothing",
		"met: hearsay":                  "real layout, documentation or nothing",
		"met: [nothing]":                "field Source.Met of type string",
		"homepage: ''":                  "met is missing",
		"met: documentation\nown: true": "an own source says that it met a documentation",
	} {
		got := load(t, map[string]string{"ingest/sources/towns/source.yaml": strings.Replace(sourceYAML, "met: nothing", says, 1)}).Findings
		if want == "" && len(got) > 0 || want != "" && (len(got) != 1 || !strings.Contains(got[0].What+got[0].Hint, want)) {
			t.Errorf("%s: got %v, want %q", says, got, want)
		}
	}
}

// TestMetSaysWhatItRead: what was read is declared again by its text.
func TestMetSaysWhatItRead(t *testing.T) {
	for _, says := range []string{MetNothing, MetDocument, MetLayout, "real file (2026-11-23, sha256 bd57a0cd9882)"} {
		c := load(t, map[string]string{"ingest/sources/towns/source.yaml": strings.Replace(sourceYAML, "met: nothing", "met: "+says, 1)})
		if len(c.Sources) != 1 || c.Sources[0].Met.String() != says {
			t.Errorf("%s: read as %v (%v)", says, c.Sources, c.Findings)
		}
	}
}

// TestRunbook: a source without a runbook is warned of, one of a single language is wrong.
func TestRunbook(t *testing.T) {
	line := "runbook: {uk: вигадане джерело, en: an invented source}\n"
	for _, c := range []struct {
		line, says string
		warning    bool
	}{{line, "", false}, {"", "runbook is missing", true}, {"runbook: {uk: вигадане джерело}\n", "runbook", false}} {
		found := load(t, map[string]string{"ingest/sources/towns/source.yaml": strings.Replace(sourceYAML, line, c.line, 1)}).Findings
		switch {
		case c.says == "" && len(found) > 0, c.says != "" && len(found) != 1:
			t.Errorf("%q: got %v", c.line, found)
		case c.says != "" && (!strings.Contains(found[0].What, c.says) || found[0].Warning != c.warning):
			t.Errorf("%q: got %+v, want %q, a warning: %v", c.line, found[0], c.says, c.warning)
		}
	}
}
