// SPDX-License-Identifier: Apache-2.0

package datasets

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestMetadataScore: what words can give is given in full; formats and licences count as they are.
func TestMetadataScore(t *testing.T) {
	data, _ := build(t, withParts(), place)
	body, err := os.ReadFile(filepath.Join(data, "index.json"))
	if err != nil {
		t.Fatal(err)
	}
	var index struct{ Metadata metadataScore }
	if err := json.Unmarshal(body, &index); err != nil {
		t.Fatal(err)
	}
	m := index.Metadata
	if m.Of != 405 || m.Datasets < 2 || m.Files < 4 {
		t.Fatalf("assessed %+v", m)
	}
	for _, c := range m.Criteria {
		words := c.Dimension != "interoperability" && c.Name != "licence in vocabulary"
		if words && c.Share != 1 {
			t.Errorf("%s: %g, want 1", c.Name, c.Share)
		}
		if c.Best < c.Share {
			t.Errorf("%s: the best file gives %g, all %g", c.Name, c.Best, c.Share)
		}
		if c.Name == "non-proprietary" && (c.Share == 1 || c.Best != 1) {
			t.Errorf("Parquet is not in the vocabulary: %+v", c)
		}
	}
	if m.Score >= m.Best || m.Best > m.Of {
		t.Errorf("score %g, best %g", m.Score, m.Best)
	}
}

// TestMetadataScoreSeesLoss: a record without a theme, a file that is not there and a licence of nobody cost their points.
func TestMetadataScoreSeesLoss(t *testing.T) {
	d := graphNode{id: "a", kind: "dcat:Dataset"}
	d.add("dcat:distribution", iriTerm("f"))
	f := graphNode{id: "f", kind: "dcat:Distribution"}
	f.add("dcat:accessURL", iriTerm("gone.csv"))
	f.add("dct:license", iriTerm("https://example.org/terms"))
	for _, c := range assess(graph{d, f}, map[string]bool{"a.csv": true}, "").Criteria {
		if want := map[string]float64{"dct:license": 1}[c.Name]; c.Share != want {
			t.Errorf("%s: %g, want %g", c.Name, c.Share, want)
		}
	}
}

// TestMetadataVocabularies: what is said to be in the vocabularies of the assessment is in them, and Parquet is not.
func TestMetadataVocabularies(t *testing.T) {
	read := func(name string) string {
		body, err := os.ReadFile(shared(t, "mqa/"+name))
		if err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	readable, open, licences := read("edp-machine-readable-format.rdf"), read("edp-non-proprietary-format.rdf"), read("edp-licences-skos.rdf")
	media := read("edp-mediatype-application.csv") + read("edp-mediatype-text.csv")
	holds := func(text string, prefix string, list []string, suffix string) {
		for _, v := range list {
			if !strings.Contains(text, prefix+v+suffix) && !strings.Contains(text, strings.Replace(prefix+v+suffix, "https:", "http:", 1)) {
				t.Errorf("%s is not in the vocabulary", v)
			}
		}
	}
	holds(readable, "file-type/", mqaMachineReadable, `"`)
	holds(open, "file-type/", mqaNonProprietary, `"`)
	holds(licences, "", mqaLicences, "")
	holds(media, ",", mqaMediaTypes, ",")
	for _, text := range []string{readable, open, media} {
		if strings.Contains(text, "file-type/PARQUET") || strings.Contains(text, "vnd.apache.parquet") {
			t.Error("Parquet came into a vocabulary: count it")
		}
	}
}
