// SPDX-License-Identifier: Apache-2.0

package datasets

import (
	"slices"
	"strconv"
	"strings"

	"osnova/catalog"
)

// Vocabularies of the Publications Office of the European Union that DCAT-AP 3 asks for.
const (
	euVocabulary = "http://publications.europa.eu/resource/authority/"
	government   = euVocabulary + "data-theme/GOVE"
	regions      = euVocabulary + "data-theme/REGI"
)

// themes are the labels that DCAT-AP asks of the themes used.
var themes = map[string]catalog.Text{
	government: {UK: "Уряд і державний сектор", EN: "Government and public sector"},
	regions:    {UK: "Регіони та міста", EN: "Regions and cities"},
}

// dcat describes the catalogue, its datasets and their files after DCAT-AP 3.0.1.
// Addresses are relative to the record itself when the site has no address yet.
func (st *Stage) dcat(issues []issue) graph {
	home := ""
	if st.site() != "" {
		home = st.site() + "data/"
	}
	agent := iriTerm(home + "catalog.ttl#publisher")
	c := graphNode{id: home + "catalog.ttl#catalog", kind: "dcat:Catalog"}
	title, about := packageTitle, packageDescription
	if slices.ContainsFunc(issues, func(i issue) bool { return i.Synthetic }) {
		title = catalog.Text{UK: catalog.SyntheticMark.UK + ": " + title.UK, EN: catalog.SyntheticMark.EN + ": " + title.EN}
		about = catalog.Text{UK: catalog.SyntheticNote.UK + " " + about.UK, EN: catalog.SyntheticNote.EN + " " + about.EN}
	}
	c.texts("dct:title", title)
	c.texts("dct:description", about)
	c.add("dct:publisher", agent)
	c.add("dct:license", iriTerm(st.licence().URL))
	c.add("dct:language", iriTerm(euVocabulary+"language/UKR"), iriTerm(euVocabulary+"language/ENG"))
	c.add("dct:spatial", iriTerm(euVocabulary+"country/UKR"))
	if date := st.date(); date != "" {
		c.add("dct:modified", typed(date, "xsd:date"))
	}
	if st.site() != "" {
		c.add("foaf:homepage", iriTerm(st.site()))
	}
	g := graph{}
	for _, i := range issues {
		id := home + "catalog.ttl#" + i.Name
		c.add("dcat:dataset", iriTerm(id))
		g = append(g, st.dcatDataset(i, id, home, agent)...)
	}
	publisher := st.Catalog.Project.Publisher
	head := graph{
		c,
		{id: string(agent), kind: "foaf:Agent", facts: []property{{"foaf:name", []graphTerm{taggedText(publisher.UK, "uk"), taggedText(publisher.EN, "en")}}}},
		{id: st.licence().URL, kind: "dct:LicenseDocument", facts: []property{{"dct:title", []graphTerm{taggedText(st.licence().Title.EN, "en")}}}},
	}
	told := map[string]bool{st.licence().URL: true}
	for _, i := range issues {
		if l := st.licenceOf(i.Dataset); !told[l.URL] {
			told[l.URL] = true
			head = append(head, graphNode{id: l.URL, kind: "dct:LicenseDocument", facts: []property{{"dct:title", []graphTerm{taggedText(l.Title.EN, "en")}}}})
		}
	}
	return named(append(head, g...))
}

// classes are the ranges that DCAT-AP wants stated for terms of vocabularies outside the record.
var classes = map[string]string{
	"dct:language": "dct:LinguisticSystem", "dct:spatial": "dct:Location", "dct:accessRights": "dct:RightsStatement", "dct:accrualPeriodicity": "dct:Frequency",
	"dct:format": "dct:MediaTypeOrExtent", "dcat:theme": "skos:Concept", "dcat:mediaType": "dct:MediaType", "spdx:algorithm": "spdx:ChecksumAlgorithm",
	"foaf:homepage": "foaf:Document", "dcat:accessURL": "rdfs:Resource", "dcat:downloadURL": "rdfs:Resource",
}

// named appends a node with its class for every term of classes that the graph points at, sorted by address.
func named(g graph) graph {
	seen := map[string]bool{}
	var more graph
	for _, n := range g {
		for _, f := range n.facts {
			for _, v := range f.values {
				if at, ok := v.(iriTerm); ok && classes[f.name] != "" && !seen[string(at)] {
					seen[string(at)] = true
					one := graphNode{id: string(at), kind: classes[f.name]}
					if label, ok := themes[string(at)]; ok {
						one.texts("skos:prefLabel", label)
					}
					more = append(more, one)
				}
			}
		}
	}
	slices.SortFunc(more, func(a, b graphNode) int { return strings.Compare(a.id, b.id) })
	return append(g, more...)
}

func (st *Stage) dcatDataset(i issue, id, home string, agent graphTerm) graph {
	d := graphNode{id: id, kind: "dcat:Dataset"}
	d.texts("dct:title", i.Title)
	d.texts("dct:description", i.Description)
	d.add("dct:identifier", plain(i.Name))
	if i.Synthetic {
		d.add("osnova:synthetic", typed("true", "xsd:boolean"))
	}
	for _, w := range i.Keywords.UK {
		d.add("dcat:keyword", taggedText(w, "uk"))
	}
	for _, w := range i.Keywords.EN {
		d.add("dcat:keyword", taggedText(w, "en"))
	}
	d.add("dct:publisher", agent)
	d.add("dcat:theme", iriTerm(government), iriTerm(regions))
	d.add("dct:spatial", iriTerm(euVocabulary+"country/UKR"))
	d.add("dct:accessRights", iriTerm(euVocabulary+"access-right/PUBLIC"))
	d.add("dct:accrualPeriodicity", iriTerm(euVocabulary+"frequency/QUARTERLY"))
	d.add("dct:language", iriTerm(euVocabulary+"language/UKR"), iriTerm(euVocabulary+"language/ENG"))
	if date := st.date(); date != "" {
		d.add("dct:modified", typed(date, "xsd:date"))
	}
	if st.Catalog.Project.Edition != "" {
		d.add("dcat:version", plain(st.Catalog.Project.Edition))
	}
	var after graph
	if from, to := periodSpan(i.Period); from != "" && to != "" {
		period := graphNode{id: id + "-period", kind: "dct:PeriodOfTime"}
		if from != "" { // ../2025 has no beginning
			period.add("dcat:startDate", typed(from, "xsd:date"))
		}
		period.add("dcat:endDate", typed(to, "xsd:date"))
		d.add("dct:temporal", iriTerm(period.id))
		after = append(after, period)
	}
	origin := graphNode{id: id + "-origin", kind: "dct:ProvenanceStatement"}
	for _, name := range i.Sources {
		if s, ok := st.source(name); ok {
			origin.texts("rdfs:label", s.Attribution)
		}
	}
	if len(origin.facts) > 0 {
		d.add("dct:provenance", iriTerm(origin.id))
		after = append(after, origin)
	}
	for _, f := range i.files[:3] {
		file, sum := graphNode{id: id + "-" + ending(f), kind: "dcat:Distribution"}, graphNode{id: id + "-" + ending(f) + "-checksum", kind: "spdx:Checksum"}
		file.texts("dct:title", i.Title)
		file.texts("dct:description", formats[ending(f)])
		file.add("dcat:accessURL", iriTerm(home+f.Path))
		file.add("dcat:downloadURL", iriTerm(home+f.Path))
		file.add("dct:license", iriTerm(st.licenceOf(i.Dataset).URL))
		file.add("dct:format", iriTerm(euVocabulary+"file-type/"+fileType(f)))
		file.add("dcat:mediaType", iriTerm("https://www.iana.org/assignments/media-types/"+f.Media))
		file.add("dcat:byteSize", typed(strconv.Itoa(f.Bytes), "xsd:nonNegativeInteger"))
		file.add("spdx:checksum", iriTerm(sum.id))
		sum.add("spdx:algorithm", iriTerm("http://spdx.org/rdf/terms#checksumAlgorithm_sha256"))
		sum.add("spdx:checksumValue", typed(f.SHA256, "xsd:hexBinary"))
		d.add("dcat:distribution", iriTerm(file.id))
		after = append(after, file, sum)
	}
	return append(graph{d}, after...)
}

// formats say which file suits whom.
var formats = map[string]catalog.Text{
	"csv":     {UK: "CSV для програм: UTF-8, кома, десяткова крапка", EN: "CSV for programs: UTF-8, comma, decimal point"},
	"excel":   {UK: "CSV для табличних програм: крапка з комою, десяткова кома", EN: "CSV for spreadsheets: semicolon, decimal comma"},
	"parquet": {UK: "Parquet для аналізу", EN: "Parquet for analysis"},
}

func ending(f fileFact) string {
	switch {
	case strings.HasSuffix(f.Path, ".excel.csv"):
		return "excel"
	case strings.HasSuffix(f.Path, ".parquet"):
		return "parquet"
	}
	return "csv"
}

func fileType(f fileFact) string {
	if f.Media == "text/csv" {
		return "CSV"
	}
	return "PARQUET"
}
