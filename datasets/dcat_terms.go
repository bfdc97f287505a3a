// SPDX-License-Identifier: Apache-2.0

package datasets

import (
	"slices"
	"strings"

	"osnova/catalog"
)

// Vocabularies of the Publications Office of the European Union that DCAT-AP 3 asks for.
const (
	euVocabulary = "http://publications.europa.eu/resource/authority/"
	themeScheme  = euVocabulary + "data-theme"
)

// themeLabels are the labels that DCAT-AP asks of the themes used, as the vocabulary has them.
var themeLabels = map[string]catalog.Text{
	"ECON": {UK: "Економіка й фінанси", EN: "Economy and finance"},
	"EDUC": {UK: "Освіта, культура та спорт", EN: "Education, culture and sport"},
	"GOVE": {UK: "Уряд і державний сектор", EN: "Government and public sector"},
	"REGI": {UK: "Регіони та міста", EN: "Regions and cities"},
	"SOCI": {UK: "Населення та суспільство", EN: "Population and society"},
	"TECH": {UK: "Наука й технології", EN: "Science and technology"},
}

// frequencies are the terms of the vocabulary for the cadences of sources, from the most frequent.
var frequencies = []struct{ cadence, term string }{
	{"continuous", "CONT"},
	{"daily", "DAILY"},
	{"weekly", "WEEKLY"},
	{"monthly", "MONTHLY"},
	{"quarterly", "QUARTERLY"},
	{"annual", "ANNUAL"},
	{"biennial", "BIENNIAL"},
	{"irregular", "IRREG"},
	{"once", "NEVER"},
}

// frequency is how often a dataset of these sources can change: as its most frequent source. One of ours alone changes irregularly.
func frequency(sources []catalog.Source) string {
	for _, f := range frequencies {
		if slices.ContainsFunc(sources, func(s catalog.Source) bool { return s.Cadence == f.cadence }) {
			return f.term
		}
	}
	return "IRREG"
}

// licenceTypes are labels of the terms that licenceType gives.
var licenceTypes = map[string]catalog.Text{
	"Attribution":            {UK: "із зазначенням авторства", EN: "attribution"},
	"NonCommercialUseOnly":   {UK: "лише некомерційне використання", EN: "non-commercial use only"},
	"PublicDomain":           {UK: "суспільне надбання", EN: "public domain"},
	"ViralEffect-ShareAlike": {UK: "на тих самих умовах", EN: "share alike"},
}

// licenceType is what a licence asks in the vocabulary of ADMS; empty where that is not known of it.
func licenceType(id string) string {
	switch {
	case strings.Contains(id, "-NC"):
		return "NonCommercialUseOnly"
	case strings.Contains(id, "-SA"):
		return "ViralEffect-ShareAlike"
	case strings.HasPrefix(id, "CC-BY-"), id == "MIT":
		return "Attribution"
	case id == "CC0-1.0":
		return "PublicDomain"
	}
	return ""
}

// location is a place that datasets speak of, by the addresses that name it.
type location struct {
	id, geonames string
	label        catalog.Text
}

// ukraine is the country as the vocabulary has it; codes of the codifier (КАТОТТГ) in the datasets are of units inside it.
var (
	ukraine = location{euVocabulary + "country/UKR", "https://sws.geonames.org/690791/", catalog.Text{UK: "Україна", EN: "Ukraine"}}
	earth   = location{"https://sws.geonames.org/6295630/", "", catalog.Text{UK: "Країни світу", EN: "Countries of the world"}}
)

// places are where the rows of a dataset are: Ukraine, and the world where its rows are of countries.
func places(d catalog.Dataset) []location {
	if slices.ContainsFunc(d.Columns, func(c catalog.Column) bool { return c.Name == "country_code" || c.Name == "eu_median" }) {
		return []location{ukraine, earth}
	}
	return []location{ukraine}
}

// codifier is the concept scheme of territorial codes: КАТОТТГ.
var codifier = catalog.Text{
	UK: "Кодифікатор адміністративно-територіальних одиниць та територій територіальних громад (КАТОТТГ)",
	EN: "Codifier of administrative-territorial units and territories of territorial communities (KATOTTG)",
}

// territorial reports whether rows of the dataset bear codes of the codifier.
func territorial(d catalog.Dataset) bool {
	return slices.ContainsFunc(d.Columns, func(c catalog.Column) bool {
		return slices.Contains([]string{"territory_id", "community_id", "oblast_id", "raion_id", "unit_id"}, c.Name)
	})
}

// classes are the ranges that DCAT-AP wants stated for terms of vocabularies outside the record.
var classes = map[string]string{
	"dct:language": "dct:LinguisticSystem", "dct:spatial": "dct:Location", "dct:accessRights": "dct:RightsStatement", "dct:accrualPeriodicity": "dct:Frequency",
	"dct:format": "dct:MediaTypeOrExtent", "dcat:theme": "skos:Concept", "dcat:mediaType": "dct:MediaType", "spdx:algorithm": "spdx:ChecksumAlgorithm",
	"foaf:homepage": "foaf:Document", "dcat:landingPage": "foaf:Document", "dcat:accessURL": "rdfs:Resource", "dcat:downloadURL": "rdfs:Resource",
	"dcat:themeTaxonomy": "skos:ConceptScheme", "dcatap:availability": "skos:Concept", "dct:type": "skos:Concept",
}

// named appends a node with its class for every term of classes that the graph points at and does not describe, sorted by address.
func named(g graph) graph {
	seen := map[string]bool{}
	for _, n := range g {
		seen[n.id] = true
	}
	var more graph
	for _, n := range g {
		for _, f := range n.facts {
			for _, v := range f.values {
				if at, ok := v.(iriTerm); ok && classes[f.name] != "" && !seen[string(at)] {
					seen[string(at)] = true
					more = append(more, outside(string(at), classes[f.name]))
				}
			}
		}
	}
	slices.SortFunc(more, func(a, b graphNode) int { return strings.Compare(a.id, b.id) })
	return append(g, more...)
}

// outside is a term of a vocabulary, with its class and what DCAT-AP asks to be said of it here.
func outside(id, kind string) graphNode {
	n := graphNode{id: id, kind: kind}
	if code, ok := strings.CutPrefix(id, themeScheme+"/"); ok {
		n.texts("skos:prefLabel", themeLabels[code])
		n.add("skos:inScheme", iriTerm(themeScheme))
	}
	if id == themeScheme {
		n.texts("dct:title", catalog.Text{UK: "Теми даних ЄС", EN: "EU data themes"})
	}
	if kind, ok := strings.CutPrefix(id, "http://purl.org/adms/licencetype/"); ok {
		n.texts("skos:prefLabel", licenceTypes[kind])
	}
	if strings.Contains(id, "planned-availability/") {
		n.texts("skos:prefLabel", catalog.Text{UK: "доступно", EN: "available"})
	}
	return n
}
