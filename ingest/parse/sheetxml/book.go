// SPDX-License-Identifier: Apache-2.0

package sheetxml

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"osnova/ingest/parse/zipfile"
)

// Limits are what a workbook may unpack to; a ratio is looked at only above 16 MB.
type Limits struct {
	Total int64 // bytes of all parts; default 512 MB
	Part  int64 // bytes of one part; default 256 MB
	Ratio int64 // unpacked to packed; default 100
}

const smallPart = 16 << 20

// Sheet is one worksheet: its name as people see it, and whether they do.
type Sheet struct {
	Name   string
	Hidden bool
	part   *zip.File
}

// Workbook is a workbook open for reading. It holds no file and is not for use by several goroutines at once.
type Workbook struct {
	Sheets   []Sheet
	From1904 bool // days are counted from 1904-01-01, not from 1900
	limits   Limits
	shared   *zip.File // table of strings; nil where there is none
	read     bool
	texts    []string
	styles   *zip.File    // nil where there is none
	shows    []NumberKind // by number of a style: what it shows numbers as
}

// Error says what is wrong with a workbook; Part is the part of it, empty for the whole.
type Error struct{ Part, What string }

// Error formats the part and the fault.
func (e *Error) Error() string {
	if e.Part == "" {
		return e.What
	}
	return e.Part + ": " + e.What
}

// Open looks at the directory of a workbook and its list of sheets. A file that is no workbook, is cut short, or would unpack beyond the
// limits is an *Error.
func Open(in io.ReaderAt, size int64, l Limits) (*Workbook, error) {
	if l.Total == 0 {
		l.Total = 512 << 20
	}
	if l.Part == 0 {
		l.Part = 256 << 20
	}
	if l.Ratio == 0 {
		l.Ratio = 100
	}
	directory, err := zipfile.Open(in, size)
	if err != nil {
		return nil, &Error{"", "the workbook cannot be opened: " + err.Error()}
	}
	parts, total := map[string]*zip.File{}, uint64(0)
	for _, f := range directory.File {
		total += f.UncompressedSize64
		if total > uint64(l.Total) || f.UncompressedSize64 > max(smallPart, uint64(l.Ratio)*f.CompressedSize64) {
			return nil, &Error{f.Name, fmt.Sprintf("the part unpacks from %d to %d bytes", f.CompressedSize64, f.UncompressedSize64)}
		}
		parts[strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))] = f
	}
	b := &Workbook{limits: l}
	main, err := b.target(parts, "", "/officeDocument")
	if err != nil {
		return nil, err
	}
	if err := b.sheets(parts, main); err != nil {
		return nil, err
	}
	return b, nil
}

// target is the first part that a part leads to by a kind of relationship. Of the whole package: the workbook.
func (b *Workbook) target(parts map[string]*zip.File, from, kind string) (string, error) {
	links, err := b.links(parts, from)
	if err != nil {
		return "", err
	}
	for _, l := range links {
		if strings.HasSuffix(l.kind, kind) {
			return l.target, nil
		}
	}
	return "", &Error{"", "the file is a ZIP archive, but not a workbook"}
}

type partLink struct{ id, kind, target string }

func (b *Workbook) links(parts map[string]*zip.File, from string) (out []partLink, err error) {
	dir, name := path.Split(from)
	body, err := b.part(parts[strings.ToLower(dir+"_rels/"+name+".rels")])
	if err != nil {
		return nil, err
	}
	s := scanner{in: body}
	for s.tag() {
		if s.name != "Relationship" || s.closing {
			continue
		}
		l := partLink{s.attribute("Id"), s.attribute("Type"), s.attribute("Target")}
		if strings.HasPrefix(l.target, "/") {
			l.target = l.target[1:]
		} else {
			l.target = path.Join(dir, l.target)
		}
		l.target = strings.ToLower(l.target)
		out = append(out, l)
	}
	return out, s.err
}

func (b *Workbook) sheets(parts map[string]*zip.File, main string) error {
	body, err := b.part(parts[main])
	if err != nil {
		return err
	}
	links, err := b.links(parts, main)
	if err != nil {
		return err
	}
	by := map[string]string{}
	for _, l := range links {
		by[l.id] = l.target
		if strings.HasSuffix(l.kind, "/sharedStrings") {
			b.shared = parts[l.target]
		}
		if strings.HasSuffix(l.kind, "/styles") {
			b.styles = parts[l.target]
		}
	}
	s := scanner{in: body}
	for s.tag() {
		if s.name == "workbookPr" && !s.closing {
			said := s.attribute("date1904")
			b.From1904 = said == "1" || strings.EqualFold(said, "true") || said == "on"
		}
		if s.name != "sheet" || s.closing {
			continue
		}
		part := parts[by[s.attribute("id")]]
		if part == nil || !strings.Contains(by[s.attribute("id")], "worksheets/") {
			continue // a sheet of charts or macros has no cells
		}
		b.Sheets = append(b.Sheets, Sheet{s.attribute("name"), strings.Contains(strings.ToLower(s.attribute("state")), "hidden"), part})
	}
	if s.err == nil && len(b.Sheets) == 0 {
		return &Error{"", "the workbook has no sheet"}
	}
	return s.err
}

// part unpacks one part; none is an empty one.
func (b *Workbook) part(f *zip.File) ([]byte, error) {
	if f == nil {
		return nil, nil
	}
	limit := min(int64(f.UncompressedSize64), b.limits.Part)
	r, err := f.Open()
	if err != nil {
		return nil, &Error{f.Name, "cannot be unpacked: " + err.Error()}
	}
	defer r.Close()
	var out bytes.Buffer
	out.Grow(int(min(limit, smallPart)) + bytes.MinRead) // the directory may lie
	n, err := out.ReadFrom(io.LimitReader(r, limit+1))
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return nil, &Error{f.Name, "cannot be unpacked: " + err.Error()}
	case n > limit || f.UncompressedSize64 > uint64(limit):
		return nil, &Error{f.Name, fmt.Sprintf("unpacks to more than %d bytes", limit)}
	}
	return out.Bytes(), nil
}
