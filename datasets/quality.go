// SPDX-License-Identifier: Apache-2.0

package datasets

import (
	"math"
	"slices"
	"strings"
)

// The scoring of data.europa.eu (Metadata Quality Assessment, 405 points): what a portal of the EU would say of the record. It sees whether something is
// said, not whether it is true. What its vocabularies hold of the terms that we use is held against them by a test.
var (
	mqaMachineReadable = []string{"CSV", "JSON", "JSON_LD", "RDF_TURTLE", "XLSX", "ODS", "XML"}
	mqaNonProprietary  = []string{"CSV", "JSON", "JSON_LD", "RDF_TURTLE", "ODS", "XML", "ZIP", "GZIP"}
	mqaMediaTypes      = []string{"text/csv", "text/turtle", "application/json", "application/ld+json", "application/zip", "application/gzip", xlsxMedia}
	mqaLicences        = []string{
		"https://creativecommons.org/licenses/by/4.0/", "https://creativecommons.org/licenses/by-sa/4.0/", "https://creativecommons.org/licenses/by-nc/4.0/",
		"https://opensource.org/licenses/MIT", "https://creativecommons.org/publicdomain/zero/1.0/",
	}
)

const xlsxMedia = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// metadataCriterion is one line of the assessment: how many points it can give and the share of datasets or files that meet it. Best counts a
// dataset as meeting a criterion of formats where one of its files does, for all hold the same rows.
type metadataCriterion struct {
	Dimension string  `json:"dimension"`
	Name      string  `json:"name"`
	Points    float64 `json:"points"`
	Share     float64 `json:"share"`
	Best      float64 `json:"best"`
}

// metadataScore is the assessment by both rules.
type metadataScore struct {
	Score    float64             `json:"score"`
	Best     float64             `json:"best"`
	Of       float64             `json:"of"`
	Datasets int                 `json:"datasets"`
	Files    int                 `json:"files"`
	Criteria []metadataCriterion `json:"criteria"`
}

// values are those of a property of a node, as text.
func (n graphNode) values(property string) (out []string) {
	for _, f := range n.facts {
		if f.name == property {
			for _, v := range f.values {
				switch v := v.(type) {
				case iriTerm:
					out = append(out, string(v))
				case literalText:
					out = append(out, v.value)
				}
			}
		}
	}
	return out
}

func (n graphNode) has(property string) bool { return len(n.values(property)) > 0 }

// assess scores a record. Files are reachable where the stage wrote them. Of the shapes it asks what is
// mandatory of datasets and files; the whole of them is judged in a test of the built record.
func assess(g graph, written map[string]bool, home string) metadataScore {
	byID := map[string]graphNode{}
	var sets, files []graphNode
	for _, n := range g {
		byID[n.id] = n
		switch n.kind {
		case "dcat:Dataset":
			sets = append(sets, n)
		case "dcat:Distribution":
			files = append(files, n)
		}
	}
	of := func(list []graphNode, meets func(graphNode) bool) float64 {
		n := 0
		for _, x := range list {
			if meets(x) {
				n++
			}
		}
		return float64(n) / float64(max(1, len(list)))
	}
	has := func(property string) func(graphNode) bool {
		return func(n graphNode) bool { return n.has(property) }
	}
	there := func(property string) func(graphNode) bool {
		return func(n graphNode) bool {
			return slices.ContainsFunc(n.values(property), func(at string) bool { return written[strings.TrimPrefix(at, home)] })
		}
	}
	among := func(property, prefix string, list []string) func(graphNode) bool {
		return func(n graphNode) bool {
			return slices.ContainsFunc(n.values(property), func(v string) bool { return slices.Contains(list, strings.TrimPrefix(v, prefix)) })
		}
	}
	known := func(n graphNode) bool {
		return n.has("dct:format") && among("dcat:mediaType", "https://www.iana.org/assignments/media-types/", mqaMediaTypes)(n)
	}
	open, readable := among("dct:format", euVocabulary+"file-type/", mqaNonProprietary), among("dct:format", euVocabulary+"file-type/", mqaMachineReadable)
	out := metadataScore{Datasets: len(sets), Files: len(files)}
	line := func(dimension, name string, points float64, list []graphNode, meets func(graphNode) bool) {
		c := metadataCriterion{dimension, name, points, of(list, meets), 0}
		c.Best = c.Share
		if dimension == "interoperability" {
			c.Best = of(sets, func(d graphNode) bool {
				return slices.ContainsFunc(d.values("dcat:distribution"), func(id string) bool { return meets(byID[id]) })
			})
		}
		out.Criteria = append(out.Criteria, c)
		out.Of += points
		out.Score += points * c.Share
		out.Best += points * c.Best
	}
	line("findability", "dcat:keyword", 30, sets, has("dcat:keyword"))
	line("findability", "dcat:theme", 30, sets, has("dcat:theme"))
	line("findability", "dct:spatial", 20, sets, has("dct:spatial"))
	line("findability", "dct:temporal", 20, sets, has("dct:temporal"))
	line("accessibility", "dcat:accessURL", 50, files, there("dcat:accessURL"))
	line("accessibility", "dcat:downloadURL", 20, files, has("dcat:downloadURL"))
	line("accessibility", "dcat:downloadURL reachable", 30, files, there("dcat:downloadURL"))
	line("interoperability", "dct:format", 20, files, has("dct:format"))
	line("interoperability", "dcat:mediaType", 10, files, has("dcat:mediaType"))
	line("interoperability", "format and media type in vocabularies", 10, files, known)
	line("interoperability", "non-proprietary", 20, files, open)
	line("interoperability", "machine-readable", 20, files, readable)
	line("shapes", "mandatory by the shapes of DCAT-AP", 30, sets, func(d graphNode) bool {
		return d.has("dct:title") && d.has("dct:description") && !slices.ContainsFunc(d.values("dcat:distribution"), func(id string) bool {
			return byID[id].kind != "dcat:Distribution" || !byID[id].has("dcat:accessURL")
		})
	})
	line("reusability", "dct:license", 20, files, has("dct:license"))
	line("reusability", "licence in vocabulary", 10, files, among("dct:license", "", mqaLicences))
	line("reusability", "dct:accessRights", 10, sets, has("dct:accessRights"))
	line("reusability", "access rights in vocabulary", 5, sets, among("dct:accessRights", euVocabulary+"access-right/", []string{"PUBLIC"}))
	line("reusability", "dcat:contactPoint", 20, sets, has("dcat:contactPoint"))
	line("reusability", "dct:publisher", 10, sets, has("dct:publisher"))
	line("contextuality", "dct:rights", 5, files, has("dct:rights"))
	line("contextuality", "dcat:byteSize", 5, files, has("dcat:byteSize"))
	line("contextuality", "dct:issued", 5, sets, has("dct:issued"))
	line("contextuality", "dct:modified", 5, sets, has("dct:modified"))
	out.Score, out.Best = math.Round(10*out.Score)/10, math.Round(10*out.Best)/10
	return out
}
