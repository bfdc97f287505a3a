// SPDX-License-Identifier: Apache-2.0

package forms

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"osnova/cmd/instrument"
	"osnova/ingest/forms"
	"osnova/ingest/forms/archive"
	"osnova/metrics/frame"
	"osnova/store/disk"
)

// CollectOptions are the folder of returned workbooks and where the results go. Start from DefaultCollect.
type CollectOptions struct {
	Dir  string // folder of what came back, with all below it
	Out  string // folder: a mirror with the archive, and what is told
	Lang string // uk or en: of the replies
	AsOf string // ISO day; empty: today

	Places FindPlaces
}

// DefaultCollect are the options of a person who gives none.
func DefaultCollect() CollectOptions {
	return CollectOptions{Out: filepath.Join("build", "collected"), Lang: "uk"}
}

// Folders that are written, and the table for the collector among them.
const (
	archiveTree = "forms"
	tellTree    = "told"
	tableFile   = "table.csv"
)

// sheetEndings are those of files that may be workbooks; others that came by mail are listed and not packed.
var sheetEndings = []string{".xlsx", ".ods", ".xls", ".csv", ".xlsm", ".xlsb", ".xltx", ".ots", ".fods", ".tsv", ".numbers"}

// sentFile is one file that came back.
type sentFile struct {
	*checked
	path   string // inside the folder
	member string // name in the archive; empty: not packed
	reply  string // name of the reply
}

// CollectFiles reads all workbooks of a folder and writes the archive for the pipeline, a reply to each sender and a table for the collector.
// Workbooks that would be refused are in the archive too, so that the pipeline accounts for them; that there are such is a finding.
func CollectFiles(ctx context.Context, d *instrument.Session, o CollectOptions) error {
	switch {
	case o.Dir == "":
		return instrument.Usage("name the folder of what came back, such as osnova forms collect mail --out mirror")
	case o.Out == "" || o.Out == "-":
		return instrument.Usage("--out %q: the results are several files, name a folder", o.Out)
	case o.Lang != "uk" && o.Lang != "en":
		return instrument.Usage("--lang %q: uk or en", o.Lang)
	}
	place, err := disk.Claim(o.Out, "forms")
	if err != nil {
		return err
	}
	if err := place.ClaimTrees(archiveTree, tellTree); err != nil {
		return err
	}
	r, err := newReader(ctx, d, o.Places, o.AsOf)
	if err != nil {
		return err
	}
	all, passed, err := r.folder(ctx, o)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return d.AddFindings(o.Dir, fmt.Errorf("no workbook is in the folder: put there what came back by mail, as XLSX or ODS"))
	}
	files := map[string][]byte{}
	if files[filepath.Join(archiveTree, "forms.zip")], err = packArchive(all, r.rules.Today); err != nil {
		return err
	}
	faulty := 0
	for _, s := range all {
		text, faults := s.answer(o.Lang, r.rules.Places)
		files[filepath.Join(tellTree, s.reply)] = []byte(text)
		if faults > 0 {
			faulty++
		}
	}
	var table bytes.Buffer
	if err := tabulate(all, passed, r.rules.Places)(&table); err != nil {
		return err
	}
	files[filepath.Join(tellTree, tableFile)] = table.Bytes()
	if err := putTrees(place, files); err != nil {
		return err
	}
	fmt.Fprintf(d.Stdout, inLanguage(o.Lang, "файлів: %d, із зауваженнями: %d, не книг: %d; таблиця: %s\n", "files: %d, with faults: %d, no workbooks: %d; table: %s\n"),
		len(all), faulty, len(passed), filepath.Join(o.Out, tellTree, tableFile))
	fmt.Fprintf(d.Stdout, "osnova build --mirror %s\n", o.Out)
	if faulty > 0 {
		d.Findings.Add(o.Dir, inLanguage(o.Lang, "надішліть кожному його відповідь", "send each sender the reply")+" ("+filepath.Join(o.Out, tellTree)+")",
			inLanguage(o.Lang, "анкет із зауваженнями: %d з %d", "forms with faults: %d of %d"), faulty, len(all))
		return instrument.ErrRefused
	}
	return nil
}

// folder reads what may be a workbook, in the order of names, and names what is none.
func (r *reader) folder(ctx context.Context, o CollectOptions) (all []*sentFile, passed []string, err error) {
	info, err := os.Stat(o.Dir)
	if err != nil || !info.IsDir() {
		return nil, nil, instrument.Usage("%s is no folder: name the one with what came back", o.Dir)
	}
	out, _ := filepath.Abs(o.Out)
	err = filepath.WalkDir(o.Dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || ctx.Err() != nil {
			return fmt.Errorf("look through %s: %w", o.Dir, firstOf(err, ctx.Err()))
		}
		if e.IsDir() {
			if abs, _ := filepath.Abs(path); abs == out {
				return filepath.SkipDir
			}
			return nil
		}
		inside, err := filepath.Rel(o.Dir, path)
		if err != nil {
			return err
		}
		switch name := filepath.ToSlash(inside); {
		case archive.LeftByPrograms(name):
			return nil
		case !e.Type().IsRegular() || !slices.Contains(sheetEndings, strings.ToLower(filepath.Ext(name))):
			passed = append(passed, name)
			return nil
		}
		body, err := disk.ReadRegular(path)
		if err != nil {
			return err
		}
		one, err := r.read(filepath.Base(path), bytes.NewReader(body))
		if err != nil {
			return err
		}
		all = append(all, &sentFile{checked: one, path: filepath.ToSlash(inside)})
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	var compared []*checked
	for n, s := range all {
		s.member, compared = s.memberName(n+1), append(compared, s.checked)
		s.reply = fmt.Sprintf("%05d-%s.txt", n+1, strings.ReplaceAll(s.path, "/", "-"))
	}
	compare(compared)
	return all, passed, nil
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// memberName is a workbook's name in the archive: its number in the table, and what it is, by codes alone. The pipeline shows it as it is.
func (s *sentFile) memberName(n int) string {
	ending := strings.ToLower(filepath.Ext(s.path))
	if ending != ".ods" {
		ending = ".xlsx"
	}
	switch rs := s.report.Returns; {
	case s.report.Form == nil:
		return fmt.Sprintf("%05d-form%s", n, ending)
	case s.report.Table:
		return fmt.Sprintf("%05d-%s-table%s", n, s.report.Form.Name, ending)
	case len(rs) == 1 && rs[0].Unit != "":
		return fmt.Sprintf("%05d-%s-%s-%s%s", n, s.report.Form.Name, rs[0].Unit, rs[0].Period, ending)
	}
	return fmt.Sprintf("%05d-%s%s", n, s.report.Form.Name, ending)
}

// packArchive makes the archive; its files carry the day on which they were judged, so that the pipeline judges them alike.
func packArchive(all []*sentFile, day string) ([]byte, error) {
	on, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, s := range all {
		w, err := z.CreateHeader(&zip.FileHeader{Name: s.member, Method: zip.Deflate, Modified: on.Add(12 * time.Hour)})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(s.body); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// putTrees writes files into a new folder of the place, and puts its trees where they belong.
func putTrees(place *disk.Place, files map[string][]byte) error {
	defer place.Leave()
	if err := place.Take(); err != nil {
		return err
	}
	fresh, err := os.MkdirTemp(place.Dir, ".collect-")
	if err != nil {
		return fmt.Errorf("make the work folder: %w", err)
	}
	defer os.RemoveAll(fresh)
	for name, body := range files {
		at := filepath.Join(fresh, name)
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(at, body, 0o644); err != nil {
			return err
		}
	}
	return place.PutTrees(fresh, archiveTree, tellTree)
}

// answer is the reply to a sender: what was taken, and what to correct.
func (s *sentFile) answer(lang string, places *forms.Places) (text string, faults int) {
	lines, faults := s.lines(lang, places)
	var out strings.Builder
	fmt.Fprintf(&out, inLanguage(lang, "Ваш файл: %s\n\n", "Your file: %s\n\n"), s.name)
	for _, line := range lines {
		out.WriteString(line + "\n")
	}
	switch {
	case faults == 0:
		out.WriteString(inLanguage(lang, "\nДякуємо, усе прийнято.\n", "\nThank you, all of it is taken.\n"))
	default:
		out.WriteString(inLanguage(lang,
			"\nБудь ласка, виправте це, змініть дату заповнення на сьогоднішню і надішліть книгу ще раз: діє заповнена пізніше. Відповіді без зауважень уже прийнято, якщо вище не сказано, що анкету прийняти не можна.\n",
			"\nPlease correct this, change the date of filling in to today and send the workbook again: the later one holds. Answers without a fault are taken already, unless it says above that the form cannot be.\n"))
	}
	return out.String(), faults
}

// tabulate is the table for the collector: a row a return, by file name; a workbook of which nothing can be read, and a file that is none, has a
// row too.
func tabulate(all []*sentFile, passed []string, places *forms.Places) frame.File {
	names := []string{
		"file", "row", "verdict", "faults", "form", "version", "unit_id", "unit", "period", "filled_on", "questions_answered", "questions_asked",
		"services_answered", "services_asked", "in_archive", "reply",
	}
	return frame.FileOfRows(names, func(w *frame.Writer) {
		for _, s := range all {
			if s.report.Whole != nil && len(s.report.Returns) == 0 {
				w.Row(s.path, "", "refused", "1", "", "", "", "", "", "", "", "", "", "", s.member, s.reply)
			}
			for k := range s.report.Returns {
				r := &s.report.Returns[k]
				row := ""
				if r.Row > 0 {
					row = strconv.Itoa(r.Row)
				}
				w.Row(s.path, row, s.verdict(k), strconv.Itoa(len(r.Cells)), r.Form.Name, strconv.Itoa(r.Version), r.Unit, unitName(&r.Passport, places), r.Period, r.Filled,
					strconv.Itoa(r.Answered), strconv.Itoa(r.Asked), strconv.Itoa(r.ServicesAnswered), strconv.Itoa(r.ServicesAsked), s.member, s.reply)
			}
		}
		for _, name := range passed {
			w.Row(name, "", "no_workbook", "", "", "", "", "", "", "", "", "", "", "", "", "")
		}
	})
}

// verdict says in a word what becomes of a return.
func (s *sentFile) verdict(k int) string {
	r := &s.report.Returns[k]
	switch {
	case r.Refusal() != nil || s.report.Whole != nil:
		return "refused"
	case s.older[k]:
		return "superseded"
	case len(r.Cells) > 0:
		return "taken_in_part"
	}
	return "taken"
}
