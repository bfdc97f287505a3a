// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"
)

// openData is the state's catalogue of open data as CKAN answers: what councils publish, and how fresh it is.
var openData = Feed{"open data", []string{"open_dataset", "open_resource"}, func(c *Country, o *Folder) error {
	k := &ckanPackages{c: c, o: o, day: c.AsOf}
	for _, h := range c.Communities {
		if !h.Occupied {
			k.council(h)
		}
	}
	k.others()
	return k.write()
}}

// topics of obligatory data sets with titles that councils give them.
var topics = []struct{ id, title string }{
	{"annex_03", "Організаційна структура виконавчих органів"},
	{"annex_04", "Нормативи, що затверджуються радою"},
	{"annex_07", "Реєстр наборів даних, що перебувають у володінні"},
	{"annex_09", "Перелік нормативно-правових актів"},
	{"annex_16", "Інформація із системи обліку публічної інформації"},
	{"annex_18", "Перелік об'єктів комунальної власності"},
	{"annex_29", "Результати поіменного голосування депутатів"},
	{"annex_30", "Дані про депутатів ради"},
	{"annex_32", "Дані про доступність будівель"},
	{"annex_38", "Дані про надані адміністративні послуги"},
	{"annex_61", "Дані про тарифи на комунальні послуги"},
	{"annex_62", "Перелік цільових місцевих програм"},
}

// frequencies with how the portal words them and our tolerance in days.
var frequencies = []struct {
	words []string
	days  int
}{
	{[]string{"Одразу після внесення змін", "Immediately after making changes", "Відразу після внесення змін"}, 30},
	{[]string{"Щомісяця", "Once a month"}, 45},
	{[]string{"Щокварталу", "Once a quarter"}, 120},
	{[]string{"Кожного півріччя"}, 215},
	{[]string{"Щороку", "Once a year"}, 400},
}

// ckanPackages collects packages.
type ckanPackages struct {
	c        *Country
	o        *Folder
	day      time.Time
	packages []map[string]any
	first    *Community     // that has data sets
	named    map[string]int // councils by name

	datasets, resources map[pageFate]int
}

// pageFate is what becomes of records of a page of the catalogue, by its number from 0.
type pageFate struct {
	page int
	fate string
}

// packagesOnPage is how many packages the portal gives in an answer; the sources ask for so many.
const packagesOnPage = 1000

// catalogPage is the file of a page of the catalogue: the first has no start.
func catalogPage(page int) string {
	file := fmt.Sprintf("package_search?rows=%d", packagesOnPage)
	if page > 0 {
		file += fmt.Sprintf("&start=%d", page*packagesOnPage)
	}
	return file
}

func (k *ckanPackages) uuid(kind, unit string) string {
	r := k.c.Rand("uuid "+kind, unit)
	return fmt.Sprintf("%08x-%04x-4%03x-a%03x-%012x", r.Uint32(), r.Uint32()&0xffff, r.Uint32()&0xfff, r.Uint32()&0xfff, r.Uint64()&0xffffffffffff)
}

// add puts a package behind the others, and tells of the page that it stands on what becomes of it and of its resources.
func (k *ckanPackages) add(p map[string]any, datasetFate, resourceFate string, resources int) {
	if k.datasets == nil {
		k.datasets, k.resources = map[pageFate]int{}, map[pageFate]int{}
	}
	page := len(k.packages) / packagesOnPage
	k.packages = append(k.packages, p)
	k.datasets[pageFate{page, datasetFate}]++
	if resources == 0 {
		k.resources[pageFate{page, "skipped:each_empty"}]++
		return
	}
	k.resources[pageFate{page, resourceFate}] += resources
}

// council publishes some of the obligatory data sets, and things of its own; what it keeps fresh goes by its level.
func (k *ckanPackages) council(h *Community) {
	level := k.c.Level(h, "D7", k.c.Last())
	r := k.c.Rand("catalogue", h.Code)
	if r.Float64() > 0.35+0.8*level {
		return
	}
	if k.first == nil {
		k.first = h
	}
	counted, fresh, published := 0, 0, 0
	for n, topic := range topics {
		counted++
		if r.Float64() > 0.25+0.7*level {
			continue
		}
		published++
		frequency := frequencies[r.IntN(len(frequencies))]
		words, tolerance := frequency.words[r.IntN(len(frequency.words))], frequency.days
		switch u := r.Float64(); {
		case u < 0.03:
			words, tolerance = "Більше не оновлюється", 0
			counted--
		case u < 0.06:
			words, tolerance = "За потреби", -1
		}
		age := tolerance + 1 + r.IntN(700)
		if tolerance > 0 && r.Float64() < 0.15+0.8*level {
			age = r.IntN(tolerance + 1)
			fresh++
		}
		k.pack(h, fmt.Sprint(n), topic.title, words, max(age, 1), r)
	}
	if published == 0 || r.Float64() < 0.4 {
		k.pack(h, "own", "Фотографії з дня громади", "Щороку", 20+r.IntN(900), r)
	}
	month := k.day.AddDate(0, 0, -k.day.Day()) // the last one that was over
	for _, period := range []string{month.Format("2006-01"), fmt.Sprint(k.c.Last())} {
		k.o.Ratio(h.Code, "community", period, "D7.8", 100, float64(fresh), float64(counted), "")
	}
}

// pack adds one data set of a council. The newest resource is as old as told; the record itself may be older.
func (k *ckanPackages) pack(h *Community, id, title, frequency string, age int, r *rand.Rand) {
	unit := h.Code + " " + id
	day := k.day.AddDate(0, 0, -age)
	dataset := k.uuid("package", unit)
	count := 1 + r.IntN(3)
	if r.Float64() < 0.04 {
		count = 0
	}
	var resources []any
	for n := range count {
		at := day.AddDate(0, -4*n, 0)
		file := fmt.Sprintf("%s-%d", h.Slug, at.Year())
		format := []string{"CSV", "csv", `"CSV"`, ".xlsx", "ХLSХ", "zip/xml", "JSON", ""}[r.IntN(8)]
		host := []string{"https://data.gov.ua/", "https://data.gov.ua/", "http://data.gov.ua./", "https://test.data.gov.ua/"}[r.IntN(4)]
		resource := map[string]any{
			"id": k.uuid("resource", fmt.Sprint(unit, n)), "package_id": dataset, "name": fmt.Sprintf("%s за %d рік", title, at.Year()), "format": format, "mimetype": nil,
			"url": host + "dataset/" + dataset + "/resource/" + k.uuid("resource", fmt.Sprint(unit, n)) + "/download/" + file + ".csv", "state": "active",
			"created": at.AddDate(0, 0, -3).Format("2006-01-02T15:04:05.000000"), "last_modified": at.Format("2006-01-02T15:04:05.000000"),
		}
		switch size := 2000 + r.IntN(900000); r.IntN(3) {
		case 0:
			resource["size"] = size
		case 1:
			resource["size"] = strconv.Itoa(size)
		default:
			resource["size"] = nil
		}
		resources = append(resources, resource)
	}
	// The record of a data set without resources changes with the data set.
	modified := day
	if count > 0 {
		modified = day.AddDate(0, 0, -r.IntN(40))
	}
	p := map[string]any{
		"id": dataset, "name": dataset, "title": title, "notes": "", "state": "active", "license_id": "cc-by", "num_resources": count, "resources": resources,
		"metadata_created": day.AddDate(-2, 0, 0).Format("2006-01-02T15:04:05.000000"), "metadata_modified": modified.Format("2006-01-02T15:04:05.000000"),
		"update_frequency": frequency, "language": "ukrainian", "maintainer": "(особа)", "maintainer_email": "(адреса)",
		"organization": map[string]any{"title": councilName(h), "name": h.Slug, "id": k.uuid("publisher", h.Code), "description": "", "state": "active"},
	}
	switch coin := r.Float64(); {
	case k.alone(h) && coin < 0.9: // no code, as in real packages: the name of the publisher tells the community
	case coin < 0.5:
		p["extras"] = []any{map[string]any{"key": "katottg", "value": h.Code}}
	default:
		p["koatuu"] = strings.TrimPrefix(h.Koatuu, "0")
	}
	if r.Float64() < 0.2 {
		p["name"] = h.Slug + "-" + id
	}
	k.add(p, "loaded", "loaded", count)
}

// alone says whether no other council has the name, so that it tells the community.
func (k *ckanPackages) alone(h *Community) bool {
	if k.named == nil {
		k.named = map[string]int{}
		for _, other := range k.c.Communities {
			k.named[councilName(other)]++
		}
	}
	return k.named[councilName(h)] == 1 && h.Code != h.Oblast.Code
}

// councilName is how the publisher of a community is called: Вербопільська сільська рада.
func councilName(h *Community) string { return h.Name + " " + h.Type + " рада" }

// others are publishers that are no councils, a data set that was deleted, and one that comes twice, as when pages shift while they are read.
func (k *ckanPackages) others() {
	for n := range 40 {
		r := k.c.Rand("others", fmt.Sprint(n))
		at := k.day.AddDate(0, 0, -r.IntN(300))
		if n == 0 {
			at = k.day // the day of the snapshot
		}
		id := k.uuid("package", fmt.Sprint("other ", n))
		p := map[string]any{
			"id": id, "name": id, "title": "Реєстр дозволів", "state": "active", "num_resources": "1", "update_frequency": "Щодня",
			"metadata_created": at.Format(time.RFC3339), "metadata_modified": at.Format(time.RFC3339), "organization": map[string]any{"title": "Державна служба реєстрів"},
			"resources": []any{map[string]any{"id": k.uuid("resource", fmt.Sprint("other ", n)), "format": "CSV", "state": "active", "url": "https://data.gov.ua/", "last_modified": at.Format(time.RFC3339)}},
		}
		k.add(p, "skipped:not_council", "skipped:not_council", 1)
	}
	if k.first == nil {
		return
	}
	// A data set of the day on which the catalogue was read, which is no obligatory one.
	k.pack(k.first, "today", "Новини", "Щодня", 0, k.c.Rand("today", k.first.Code))
	first := k.packages[0]
	k.add(first, "quarantined", "quarantined", len(first["resources"].([]any)))
	gone := map[string]any{}
	for key, v := range first {
		gone[key] = v
	}
	gone["id"], gone["state"], gone["resources"] = k.uuid("package", "gone"), "deleted", []any{}
	k.add(gone, "skipped:deleted", "loaded", 0)
}

// write gives the pages of a search, and the accounts of each: sources read a page as a file of its own.
func (k *ckanPackages) write() error {
	for start := 0; start < len(k.packages); start += packagesOnPage {
		onPage := k.packages[start:min(start+packagesOnPage, len(k.packages))]
		path := "data-gov-ua/api/3/action/" + catalogPage(start/packagesOnPage)
		w, err := k.o.Create(path)
		if err != nil {
			return err
		}
		err = json.NewEncoder(w).Encode(map[string]any{"help": "", "success": true, "result": map[string]any{
			"count": len(k.packages), "sort": "score desc", "facets": map[string]any{}, "results": onPage,
		}})
		if err != nil {
			w.Close()
			return fmt.Errorf("write %s: %w", path, err)
		}
		if err := w.Close(); err != nil {
			return err
		}
	}
	for at, n := range k.datasets {
		k.o.Records("open_dataset", catalogPage(at.page), at.fate, n)
	}
	for at, n := range k.resources {
		k.o.Records("open_resource", catalogPage(at.page), at.fate, n)
	}
	return nil
}
