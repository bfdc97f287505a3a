// SPDX-License-Identifier: Apache-2.0

package forms

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"osnova/catalog"
	"osnova/cmd/instrument"
	"osnova/ingest/forms"
	"osnova/ingest/forms/blank"
	"osnova/ingest/gazetteer"
	"osnova/store/disk"
)

// FindPlaces makes the names of places.
type FindPlaces func(context.Context) (*gazetteer.Gazetteer, error)

// BlankOptions are what blanks are made of. Start from DefaultBlanks.
type BlankOptions struct {
	For []string // КАТОТТГ codes of communities whose blanks are filled in that far; none: blanks for anybody, and tables
	Out string   // folder

	Places  FindPlaces
	Project func() (catalog.Project, error) // who collects, by when
}

// DefaultBlanks are the options of a person who gives none.
func DefaultBlanks() BlankOptions { return BlankOptions{Out: filepath.Join("build", "forms")} }

// blankFile is one blank on its way: its name without the ending, and what makes it.
type blankFile struct {
	name string
	form *forms.Form
	make func() (blank.Workbook, error)
}

// WriteBlanks writes the blank of each form as XLSX and ODS, and the table for those who gather many; with For those of each community alone.
func WriteBlanks(ctx context.Context, d *instrument.Session, o BlankOptions) error {
	if o.Out == "" || o.Out == "-" {
		return instrument.Usage("--out is a folder, such as build/forms")
	}
	all, err := forms.Load()
	if err != nil {
		return err
	}
	places, err := o.Places(ctx)
	if err != nil {
		return err
	}
	project, err := o.Project()
	if err != nil {
		return err
	}
	known := forms.NewPlaces(places)
	list, err := o.list(all, blank.Options{Places: known.Labels(), Publisher: project.Publisher, Collection: project.Collection})
	if err != nil {
		return err
	}
	var names []string
	for _, f := range list {
		names = append(names, f.name+".xlsx", f.name+".ods")
	}
	place, err := disk.Claim(o.Out, "forms", names...)
	if err != nil {
		return err
	}
	files, err := makeBlanks(ctx, list)
	if err != nil {
		return err
	}
	lines := ""
	for _, f := range list {
		for _, ending := range []string{".xlsx", ".ods"} {
			lines += fmt.Sprintf("wrote %s: form %s, version %d\n", filepath.Join(o.Out, f.name+ending), f.form.Name, f.form.Version)
		}
	}
	if err := d.WriteFolder(ctx, place, instrument.WholeFiles(files), names); err != nil {
		return err
	}
	if c := project.Collection; c.SendTo == "" || c.Until == "" || c.Law.IsZero() {
		d.Log.Warn("the blanks say of the address, the day or the legal ground that it is not stated: give collection in project.yaml of --project")
	}
	fmt.Fprint(d.Stdout, lines)
	return nil
}

// BlankNames are the files of the blanks for anybody, sorted.
func BlankNames() (names []string, err error) {
	all, err := forms.Load()
	for name := range all {
		names = append(names, name+".ods", name+".xlsx", name+"-table.ods", name+"-table.xlsx")
	}
	slices.Sort(names)
	return names, err
}

// MakeBlanks makes the blanks for anybody, by the names of BlankNames, as WriteBlanks writes them. Without places the community is typed, not chosen.
func MakeBlanks(ctx context.Context, places *gazetteer.Gazetteer, project catalog.Project) (map[string][]byte, error) {
	all, err := forms.Load()
	if err != nil {
		return nil, err
	}
	with := blank.Options{Publisher: project.Publisher, Collection: project.Collection}
	if places != nil {
		with.Places = forms.NewPlaces(places).Labels()
	}
	list, err := BlankOptions{}.list(all, with)
	if err != nil {
		return nil, err
	}
	return makeBlanks(ctx, list)
}

// makeBlanks makes each blank as XLSX and ODS.
func makeBlanks(ctx context.Context, list []blankFile) (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, f := range list {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		book, err := f.make()
		if err != nil {
			return nil, err
		}
		for ending, write := range map[string]func() ([]byte, error){".xlsx": book.XLSX, ".ods": book.ODS} {
			if files[f.name+ending], err = write(); err != nil {
				return nil, fmt.Errorf("blank %s%s: %w", f.name, ending, err)
			}
		}
	}
	return files, nil
}

// list is which blanks are written.
func (o BlankOptions) list(all map[string]*forms.Form, with blank.Options) (out []blankFile, err error) {
	for _, name := range slices.Sorted(maps.Keys(all)) {
		f := all[name]
		if len(o.For) == 0 {
			out = append(out,
				blankFile{name, f, func() (blank.Workbook, error) { return blank.Form(f, f.Version, with) }},
				blankFile{name + "-table", f, func() (blank.Workbook, error) { return blank.Table(f, f.Version, with) }})
			continue
		}
		for _, code := range o.For {
			code = strings.TrimSpace(code)
			if !slices.ContainsFunc(with.Places, func(p forms.PlaceLabel) bool { return p.Code == code }) {
				return nil, instrument.Usage("--for %s is no code of a community of today: osnova match finds codes by name", code)
			}
			of := with
			of.Unit = code
			out = append(out, blankFile{name + "-" + code, f, func() (blank.Workbook, error) { return blank.Form(f, f.Version, of) }})
		}
	}
	return out, nil
}
