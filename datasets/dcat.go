// SPDX-License-Identifier: Apache-2.0

package datasets

import (
	"slices"
	"strconv"
	"strings"

	"osnova/catalog"
)

// record is the catalogue as DCAT-AP 3.0.1 while it is made.
type record struct {
	st      *Stage
	home    string // address of the folder of data with a closing slash; empty: addresses are relative
	pages   string // address of the Ukrainian pages from there
	agent   iriTerm
	contact iriTerm
	graph
}

// dcat describes the catalogue, its datasets and their files after DCAT-AP 3.0.1: what a portal may harvest, so datasets that have rows.
// Addresses are relative to the record itself when the site has no address yet.
func (st *Stage) dcat(issues []issue) graph {
	r := record{st: st, home: st.dataHome(), pages: "../uk/"}
	if st.site() != "" {
		r.pages = st.site() + "uk/"
	}
	r.agent, r.contact = iriTerm(r.home+"catalog.ttl#publisher"), iriTerm(r.home+"catalog.ttl#contact")
	issues = slices.DeleteFunc(slices.Clone(issues), func(i issue) bool { return i.empty() })
	r.graph = append(r.graph, r.catalogue(issues), r.publisher(), r.contactPoint())
	told := map[string]bool{}
	for _, l := range append([]catalog.ProjectLicence{st.licence()}, licences(st, issues)...) {
		if !told[l.URL] {
			told[l.URL] = true
			n := graphNode{id: l.URL, kind: "dct:LicenseDocument"}
			n.texts("dct:title", l.Title)
			if kind := licenceType(l.ID); kind != "" {
				n.add("dct:type", iriTerm("http://purl.org/adms/licencetype/"+kind))
			}
			r.graph = append(r.graph, n)
		}
	}
	for _, p := range []location{ukraine, earth} {
		if p == ukraine || slices.ContainsFunc(issues, func(i issue) bool { return slices.Contains(places(i.Dataset), p) }) {
			n := graphNode{id: p.id, kind: "dct:Location"}
			n.texts("skos:prefLabel", p.label)
			if p.geonames != "" {
				n.add("skos:exactMatch", iriTerm(p.geonames))
			}
			r.graph = append(r.graph, n)
		}
	}
	if slices.ContainsFunc(issues, func(i issue) bool { return territorial(i.Dataset) }) {
		n := graphNode{id: r.home + "catalog.ttl#katottg", kind: "dct:Standard"}
		n.texts("dct:title", codifier)
		n.add("foaf:page", iriTerm("https://zakon.rada.gov.ua/rada/show/v0290926-20"))
		r.graph = append(r.graph, n)
	}
	for _, i := range issues {
		r.dataset(i)
	}
	return named(r.graph)
}

func licences(st *Stage, issues []issue) (out []catalog.ProjectLicence) {
	for _, i := range issues {
		out = append(out, st.licenceOf(i.Dataset))
	}
	return out
}

func (r *record) catalogue(issues []issue) graphNode {
	c := graphNode{id: r.home + "catalog.ttl#catalog", kind: "dcat:Catalog"}
	title, about := packageTitle, packageDescription
	if slices.ContainsFunc(issues, func(i issue) bool { return i.Synthetic }) {
		title = catalog.Text{UK: catalog.SyntheticMark.UK + ": " + title.UK, EN: catalog.SyntheticMark.EN + ": " + title.EN}
		about = catalog.Text{UK: catalog.SyntheticNote.UK + " " + about.UK, EN: catalog.SyntheticNote.EN + " " + about.EN}
	}
	c.texts("dct:title", title)
	c.texts("dct:description", about)
	c.add("dct:publisher", r.agent)
	c.add("dcat:contactPoint", r.contact)
	c.add("dct:license", iriTerm(r.st.licence().URL))
	r.languages(&c)
	c.add("dct:spatial", iriTerm(ukraine.id))
	c.add("dcat:themeTaxonomy", iriTerm(themeScheme))
	if date := r.st.date(); date != "" {
		c.add("dct:issued", typed(date, "xsd:date"))
		c.add("dct:modified", typed(date, "xsd:date"))
	}
	home := r.pages + "index.html"
	if r.st.site() != "" {
		home = r.st.site()
	}
	c.add("foaf:homepage", iriTerm(home))
	for _, i := range issues {
		c.add("dcat:dataset", iriTerm(r.id(i)))
		for _, p := range i.parts {
			if p.Media == "text/csv" && ending(p) == "csv" {
				c.add("dcat:dataset", iriTerm(r.partID(i, p)))
			}
		}
	}
	return c
}

func (r *record) publisher() graphNode {
	n := graphNode{id: string(r.agent), kind: "foaf:Agent"}
	n.texts("foaf:name", r.st.Catalog.Project.Publisher)
	if r.st.site() != "" {
		n.add("foaf:homepage", iriTerm(r.st.site()))
	}
	return n
}

// contactPoint is where questions go: the contact of the project, and the page that says what it is where there is none.
func (r *record) contactPoint() graphNode {
	n := graphNode{id: string(r.contact), kind: "vcard:Kind"}
	n.texts("vcard:fn", r.st.Catalog.Project.Publisher)
	contact := r.st.Catalog.Project.Contact
	switch {
	case strings.HasPrefix(contact, "https://"):
		n.add("vcard:hasURL", iriTerm(contact))
	case contact != "":
		n.add("vcard:hasEmail", iriTerm("mailto:"+strings.TrimPrefix(contact, "mailto:")))
	default:
		n.add("vcard:hasURL", iriTerm(r.pages+"about/index.html"))
	}
	return n
}

func (r *record) languages(n *graphNode) {
	n.add("dct:language", iriTerm(euVocabulary+"language/UKR"), iriTerm(euVocabulary+"language/ENG"))
}

func (r *record) id(i issue) string { return r.home + "catalog.ttl#" + i.Name }

func (r *record) partID(i issue, f fileFact) string { return r.id(i) + "-" + partValue(f) }

// dataset describes one dataset, its files, and the parts of it as datasets of their own.
func (r *record) dataset(i issue) {
	var values []fileFact
	for _, p := range i.parts {
		if ending(p) == "csv" {
			values = append(values, p)
		}
	}
	whole := r.described(i, r.id(i), i.Title, i.Description)
	for _, p := range values {
		whole.add("dct:hasPart", iriTerm(r.partID(i, p)))
	}
	r.files(i, whole, i.files[:3])
	for _, p := range values {
		title := r.st.partTitle(i, p)
		n := r.described(i, r.partID(i, p), title, catalog.Text{UK: title.UK + ". " + i.Description.UK, EN: title.EN + ". " + i.Description.EN})
		n.add("dct:isPartOf", iriTerm(r.id(i)))
		r.files(i, n, []fileFact{p})
	}
}

// partTitle names a part by what its value stands for: the title of the indicator, else the value.
func (st *Stage) partTitle(i issue, f fileFact) catalog.Text {
	value := partValue(f)
	name := catalog.Text{UK: value, EN: value}
	st.asked["indicator "+value] = true
	if x, ok := st.indicator(value); ok {
		name = catalog.Text{UK: x.Title.UK + " (" + x.Name + ")", EN: x.Title.EN + " (" + x.Name + ")"}
	}
	return catalog.Text{UK: i.Title.UK + ": " + name.UK, EN: i.Title.EN + ": " + name.EN}
}

// described is a dataset without its files.
func (r *record) described(i issue, id string, title, about catalog.Text) graphNode {
	d := graphNode{id: id, kind: "dcat:Dataset"}
	d.texts("dct:title", title)
	d.texts("dct:description", about)
	d.add("dct:identifier", plain(id))
	if i.Synthetic {
		d.add("osnova:synthetic", typed("true", "xsd:boolean"))
	}
	for _, w := range i.Keywords.UK {
		d.add("dcat:keyword", taggedText(w, "uk"))
	}
	for _, w := range i.Keywords.EN {
		d.add("dcat:keyword", taggedText(w, "en"))
	}
	d.add("dct:publisher", r.agent)
	d.add("dcat:contactPoint", r.contact)
	themes := i.Themes
	if len(themes) == 0 {
		themes = []string{"GOVE"}
	}
	for _, t := range themes {
		d.add("dcat:theme", iriTerm(themeScheme+"/"+t))
	}
	for _, p := range places(i.Dataset) {
		d.add("dct:spatial", iriTerm(p.id))
	}
	d.add("dct:accessRights", iriTerm(euVocabulary+"access-right/PUBLIC"))
	sources := r.st.sourcesOf(i)
	d.add("dct:accrualPeriodicity", iriTerm(euVocabulary+"frequency/"+frequency(sources)))
	r.languages(&d)
	d.add("dcat:landingPage", iriTerm(r.pages+"data/"+i.Name+".html"))
	standard := graphNode{id: r.home + i.Name + schemaEnding, kind: "dct:Standard"}
	d.add("dct:conformsTo", iriTerm(standard.id))
	if territorial(i.Dataset) {
		d.add("dct:conformsTo", iriTerm(r.home+"catalog.ttl#katottg"))
	}
	if date := r.st.date(); date != "" {
		d.add("dct:issued", typed(date, "xsd:date"))
		d.add("dct:modified", typed(r.st.modified(sources), "xsd:date"))
		d.add("dcat:version", plain(r.st.Catalog.Project.Edition))
	}
	for _, s := range sources {
		if s.Homepage != "" {
			d.add("prov:wasDerivedFrom", iriTerm(s.Homepage))
		}
	}
	r.period(&d, i, sources)
	r.origin(&d, sources)
	if id == r.id(i) {
		standard.texts("dct:title", catalog.Text{UK: "Table Schema: " + i.Title.UK, EN: "Table Schema: " + i.Title.EN})
		r.graph = append(r.graph, standard)
	}
	return d
}

// period adds which time the rows speak of: as declared, else as they say, else as their sources do.
func (r *record) period(d *graphNode, i issue, sources []catalog.Source) {
	from, to := r.st.span(i, sources)
	if to == "" {
		return
	}
	period := graphNode{id: d.id + "-period", kind: "dct:PeriodOfTime"}
	if from != "" { // ../2025 has no beginning
		period.add("dcat:startDate", typed(from, "xsd:date"))
	}
	period.add("dcat:endDate", typed(to, "xsd:date"))
	d.add("dct:temporal", iriTerm(period.id))
	r.graph = append(r.graph, period)
}

func (r *record) origin(d *graphNode, sources []catalog.Source) {
	origin := graphNode{id: d.id + "-origin", kind: "dct:ProvenanceStatement"}
	for _, s := range sources {
		origin.texts("rdfs:label", s.Attribution)
	}
	if len(origin.facts) > 0 {
		d.add("dct:provenance", iriTerm(origin.id))
		r.graph = append(r.graph, origin)
	}
}

// files adds a dataset and its distributions.
func (r *record) files(i issue, d graphNode, files []fileFact) {
	rights := graphNode{id: d.id + "-rights", kind: "dct:RightsStatement"}
	rights.texts("rdfs:label", r.st.rights(i))
	var after graph
	for _, f := range files {
		file, sum := graphNode{id: d.id + "-" + ending(f), kind: "dcat:Distribution"}, graphNode{id: d.id + "-" + ending(f) + "-checksum", kind: "spdx:Checksum"}
		file.texts("dct:title", i.Title)
		file.texts("dct:description", formats[ending(f)])
		file.add("dcat:accessURL", iriTerm(r.home+f.Path))
		file.add("dcat:downloadURL", iriTerm(r.home+f.Path))
		file.add("dct:license", iriTerm(r.st.licenceOf(i.Dataset).URL))
		file.add("dct:rights", iriTerm(rights.id))
		file.add("dct:format", iriTerm(euVocabulary+"file-type/"+fileType(f)))
		file.add("dcat:mediaType", iriTerm("https://www.iana.org/assignments/media-types/"+f.Media))
		file.add("dcat:byteSize", typed(strconv.Itoa(f.Bytes), "xsd:nonNegativeInteger"))
		file.add("dcatap:availability", iriTerm(euVocabulary+"planned-availability/AVAILABLE"))
		r.languages(&file)
		if date := r.st.date(); date != "" {
			file.add("dct:issued", typed(date, "xsd:date"))
		}
		file.add("dct:conformsTo", iriTerm(r.home+i.Name+schemaEnding))
		file.add("spdx:checksum", iriTerm(sum.id))
		sum.add("spdx:algorithm", iriTerm("http://spdx.org/rdf/terms#checksumAlgorithm_sha256"))
		sum.add("spdx:checksumValue", typed(f.SHA256, "xsd:hexBinary"))
		d.add("dcat:distribution", iriTerm(file.id))
		after = append(after, file, sum)
	}
	r.graph = append(append(r.graph, d, rights), after...)
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
