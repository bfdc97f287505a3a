// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"osnova/catalog"
	"osnova/ingest/gazetteer"
	"osnova/store"
)

// Sources that names are matched with. The codifier must be there; without one of the others fewer names are found.
const (
	codifierSource  = "katottg"
	crosswalkSource = "koatuu_crosswalk"
	typesSource     = "kse_community"
	formerSource    = "former_name"
	changeSource    = "codifier_change"
)

// nameSources are all of them.
var nameSources = []string{codifierSource, typesSource, crosswalkSource, formerSource, changeSource}

// PlaceTables are the tables of those sources that the catalog has; none without the codifier, and then there are no names to match with.
func PlaceTables(cat *catalog.Catalog) (tables []string) {
	if _, ok := sourceOf(cat, codifierSource); !ok {
		return nil
	}
	for _, name := range nameSources {
		if _, ok := sourceOf(cat, name); ok {
			tables = append(tables, "raw."+name)
		}
	}
	return tables
}

// communityTypes are the words of councils by the kinds of the table of communities.
var communityTypes = map[string]string{"urban": "міська", "settlement": "селищна", "rural": "сільська"}

// Places makes the gazetteer from the facts kept beside the declarations, never from what is being fetched, so that one run matches
// every source with the same names.
func Places(ctx context.Context, cat *catalog.Catalog, files fs.FS) (*gazetteer.Gazetteer, error) {
	return names(cat, func(s catalog.Source) (*Facts, error) { return placeFacts(ctx, s, files) })
}

// names makes the gazetteer from the facts of the sources of names.
func names(cat *catalog.Catalog, of func(catalog.Source) (*Facts, error)) (*gazetteer.Gazetteer, error) {
	table := func(source string, columns ...string) ([][]string, error) {
		s, ok := sourceOf(cat, source)
		if !ok {
			return nil, nil
		}
		facts, err := of(s)
		if err != nil {
			return nil, fmt.Errorf("names of places: %w", err)
		}
		out := make([][]string, len(facts.Rows))
		cells := make([]string, len(facts.Rows)*len(columns))
		for k, c := range columns {
			at := s.Column(c)
			if at < 0 {
				return nil, fmt.Errorf("names of places: source %s has no column %s", source, c)
			}
			for i, row := range facts.Rows {
				cells[i*len(columns)+k] = row[at]
			}
		}
		for i := range out {
			out[i] = cells[i*len(columns) : (i+1)*len(columns)]
		}
		return out, nil
	}
	codifier, err := table(codifierSource, "territory_id", "category", "name_uk", "level_1_id", "level_2_id", "level_3_id", "parent_id")
	if err != nil {
		return nil, err
	}
	if len(codifier) == 0 {
		return nil, errors.New("names of places: there is no source " + codifierSource + " to match names with")
	}
	types, err := table(typesSource, "territory_id", "kind")
	if err != nil {
		return nil, err
	}
	crosswalk, err := table(crosswalkSource, "territory_id", "koatuu", "name_uk")
	if err != nil {
		return nil, err
	}
	named, err := table(formerSource, "unit_id", "name_uk")
	if err != nil {
		return nil, err
	}
	changed, err := table(changeSource, "territory_id", "name_uk", "change", "category", "level_1_id", "level_3_id", "parent_id")
	if err != nil {
		return nil, err
	}
	all := units(codifier, types)
	before, gone := earlier(changed, all)
	return gazetteer.NewGazetteer(append(all, gone...), koatuuCodes(crosswalk), append(formers(named), before...)), nil
}

// sourceOf finds a source by its name.
func sourceOf(cat *catalog.Catalog, name string) (catalog.Source, bool) {
	for _, s := range cat.Sources {
		if s.Name == name {
			return s, true
		}
	}
	return catalog.Source{}, false
}

// placesSum tells one set of names from another by the bytes that hold it.
func placesSum(cat *catalog.Catalog, files fs.FS) (string, error) {
	var parts []string
	for _, name := range nameSources {
		s, ok := sourceOf(cat, name)
		if !ok {
			parts = append(parts, "missing")
			continue
		}
		file := factsFile
		if s.Own {
			file = s.Files[0].Mirror
		}
		body, err := fs.ReadFile(files, path.Join(s.Dir, file))
		if err != nil {
			return "", fmt.Errorf("names of places: %w: run osnova ingest --compile-facts", err)
		}
		parts = append(parts, string(body))
	}
	return store.HashParts(parts...), nil
}

// sumOfPlaces is the sum of the names that this run matches with: those of an invented country are in its mirror.
func (st *Stage) sumOfPlaces(ctx context.Context) (string, error) {
	sum, err := placesSum(st.Catalog, st.Files)
	if err != nil || !st.told.Synthetic {
		return sum, err
	}
	parts := []string{sum, st.told.Edition()}
	for _, name := range nameSources {
		s, ok := sourceOf(st.Catalog, name)
		if !ok || st.invented(s) == "" {
			continue
		}
		bytes, err := st.bytesOf(ctx, s, st.opener(s))
		if err != nil {
			return "", err
		}
		parts = append(parts, bytes...)
	}
	return store.HashParts(parts...), nil
}

// OpenGazetteer gives the gazetteer of places and the sum of the names it is made of.
type OpenGazetteer func(context.Context) (*gazetteer.Gazetteer, string, error)

// places makes the gazetteer of the stage once.
func (st *Stage) places(ctx context.Context) (*gazetteer.Gazetteer, string, error) {
	st.placing.Lock()
	defer st.placing.Unlock()
	if st.gazetteer == nil {
		sum, err := st.sumOfPlaces(ctx)
		if err != nil {
			return nil, "", err
		}
		g, err := names(st.Catalog, func(s catalog.Source) (*Facts, error) {
			if st.invented(s) != "" {
				return st.read(ctx, s, st.opener(s))
			}
			return placeFacts(ctx, s, st.Files)
		})
		if err != nil {
			return nil, "", err
		}
		st.gazetteer, st.placesSum = g, sum
	}
	return st.gazetteer, st.placesSum, nil
}

// outdated says whether a source's facts were matched with other names of places than those of today.
func (st *Stage) outdated(s catalog.Source, f *Facts) catalog.Findings {
	if s.Match == nil {
		return nil
	}
	sum, err := placesSum(st.Catalog, st.Files)
	if err == nil && sum == f.Lock.Places {
		return nil
	}
	return catalog.Findings{{Where: s.Dir, What: "its places were matched with other names than the sources of names have now", Hint: "run osnova ingest --compile-facts --mirror DIR " + s.Name, Warning: true}}
}

// placeFacts gives the facts of a source without touching a mirror.
func placeFacts(ctx context.Context, s catalog.Source, files fs.FS) (*Facts, error) {
	if s.Own {
		return Read(ctx, s, nil, embeddedOpener(files), nil)
	}
	facts, err := Embedded(files, s)
	if err != nil {
		return nil, fmt.Errorf("facts of %s: %w: run osnova ingest --compile-facts", path.Base(s.Dir), err)
	}
	return facts, nil
}

func units(codifier, types [][]string) []gazetteer.Unit {
	kind := make(map[string]string, len(types))
	for _, t := range types {
		kind[t[0]] = communityTypes[t[1]]
	}
	category := make(map[string]string, len(codifier))
	for _, r := range codifier {
		category[r[0]] = r[1]
	}
	out := make([]gazetteer.Unit, len(codifier))
	for i, r := range codifier {
		u := gazetteer.Unit{Code: r[0], Category: r[1], Name: r[2], Oblast: r[3], Parent: r[6]}
		if category[r[4]] == "P" && r[1] != "P" {
			u.Raion = r[4]
		}
		if c := category[r[5]]; c == "H" && r[1] != "H" || c == "K" {
			u.Community = r[5]
		}
		if r[1] == "H" {
			u.Community, u.Type = r[0], kind[r[0]]
		}
		out[i] = u
	}
	return out
}

// earlier gives the names that units had in earlier editions of the codifier, and the units that it has no more.
func earlier(changed [][]string, now []gazetteer.Unit) (before []gazetteer.Former, gone []gazetteer.Unit) {
	at := make(map[string]int, len(now))
	for i := range now {
		at[now[i].Code] = i
	}
	for _, r := range changed {
		code, name := r[0], r[1]
		if _, ok := at[code]; ok {
			before = append(before, gazetteer.Former{Code: code, Name: name})
			continue
		}
		if r[2] != "gone" {
			continue // it had another name, and is gone since: that row tells of it
		}
		u := gazetteer.Unit{Code: code, Name: name, Category: r[3], Oblast: r[4], Community: r[5], Parent: r[6], Gone: true}
		if h, ok := at[u.Community]; ok {
			u.Raion = now[h].Raion
		}
		gone = append(gone, u)
	}
	return before, gone
}

func koatuuCodes(crosswalk [][]string) []gazetteer.Koatuu {
	out := make([]gazetteer.Koatuu, len(crosswalk))
	for i, r := range crosswalk {
		out[i] = gazetteer.Koatuu{Code: r[0], Koatuu: r[1], Name: r[2]}
	}
	return out
}

func formers(named [][]string) []gazetteer.Former {
	out := make([]gazetteer.Former, len(named))
	for i, r := range named {
		out[i] = gazetteer.Former{Code: r[0], Name: r[1]}
	}
	return out
}
