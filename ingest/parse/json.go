// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"fmt"
	"hash/fnv"
	"io"
	"net/url"
	"strconv"
	"strings"

	"osnova/catalog"
)

// ordinaryJSON reads every document that the files name or that they lead to. Members that no column asks for are never kept.
func ordinaryJSON(in Input, skips []skipRule, out *Sheet) error {
	if in.Crawl == nil {
		return fmt.Errorf("source %s: documents need a crawl", in.Source.Name)
	}
	r, err := newJSON(in, skips, out)
	if err != nil {
		return err
	}
	return in.Crawl(r.page)
}

// jsonReader has the paths of a source compiled.
type jsonReader struct {
	*fieldReader
	json  catalog.JSON
	out   *Sheet
	rows  []string
	paths []JSONPath // of fields
	each  *JSONPath
	since JSONPath
	until JSONPath
	next  []string
	total []string
	walks map[string]*jsonWalk // by the declared file that they began with
}

// jsonWalk is what is known of the documents that one led to another.
type jsonWalk struct {
	records int             // in all
	digest  uint64          // of the document before
	before  map[uint64]bool // its records, where documents overlap
}

// jsonPage is one document that is being read.
type jsonPage struct {
	file     catalog.File
	tally    *Tally
	walk     *jsonWalk
	line     int
	records  int
	repeated int // that the document before had, too
	digest   uint64
	these    map[uint64]bool
	last     string // what since finds
	over     bool   // a record is of the moment up to which the feed is read, or later
}

func newJSON(in Input, skips []skipRule, out *Sheet) (*jsonReader, error) {
	r := &jsonReader{out: out, walks: map[string]*jsonWalk{}}
	if in.Source.Format.JSON != nil {
		r.json = *in.Source.Format.JSON
	}
	var err error
	if r.fieldReader, err = newFields(in, skips); err != nil {
		return nil, err
	}
	wrong := func(err error) error { return fmt.Errorf("source %s: %w", in.Source.Name, err) }
	for _, f := range r.fields {
		p, err := CompileJSONPath(f)
		if err != nil {
			return nil, wrong(err)
		}
		r.paths = append(r.paths, p)
	}
	if r.json.Each != "" {
		p, err := CompileJSONPath(r.json.Each)
		if err != nil {
			return nil, wrong(err)
		}
		r.each = &p
	}
	if r.json.Since != "" {
		if r.since, err = CompileJSONPath(r.json.Since); err != nil {
			return nil, wrong(err)
		}
	}
	if r.json.Until != nil {
		if r.until, err = CompileJSONPath(r.json.Until.Path); err != nil {
			return nil, wrong(err)
		}
	}
	r.rows, r.next = names(r.json.Rows), names(r.json.Next)
	if r.json.Page != nil {
		r.total = names(r.json.Page.Total)
	}
	return r, nil
}

// names are the members that a plain path goes through.
func names(path string) (out []string) {
	if path == "" || path == "." {
		return nil
	}
	for _, part := range split(path, '.') {
		out = append(out, strings.Trim(strings.TrimSpace(part), "'"))
	}
	return out
}

// page reads one document and says where it leads.
func (r *jsonReader) page(p Page) ([]PageLink, error) {
	body, err := p.Open()
	if err != nil {
		return nil, err
	}
	defer body.Close()
	walk := r.walks[p.Root]
	if walk == nil {
		walk = &jsonWalk{}
		r.walks[p.Root] = walk
	}
	d := &jsonPage{file: p.File, tally: r.out.File(p.Name), walk: walk, these: map[uint64]bool{}}
	mark := r.out.mark()
	text, err := utf8Of(p.Name, body, r.source.Format.Encoding)
	if err != nil {
		return nil, err
	}
	s := &jsonStream{file: p.Name, rows: r.rows}
	for _, w := range [][]string{r.next, r.total} {
		if len(w) > 0 {
			s.wanted = append(s.wanted, w)
		}
	}
	if r.json.Lines {
		err = r.lines(text, d)
	} else {
		s.record = func(v any, key string) error { r.record(d, v, key); return nil }
		err = s.walk(text)
	}
	if err != nil {
		return nil, jsonFault(p.Name, d.line, err)
	}
	if again := walk.digest == d.digest && d.records > 0; again && r.json.Crawls() && r.json.Since == "" {
		r.out.back(mark)
		d.tally.repeat(d.tally.In)
		return nil, nil
	}
	walk.digest, walk.before = d.digest, d.these
	walk.records += d.records
	return r.links(p, d, s.found)
}

func (r *jsonReader) lines(text io.Reader, d *jsonPage) error {
	return lines(text, func(v any, line int, fault string) error {
		if d.line = line - 1; fault == "" {
			r.record(d, v, "")
			return nil
		}
		d.tally.In++
		d.tally.Reject(line, "", "", fault)
		return nil
	})
}

// record gives one record, or the rows that it holds, to the account.
func (r *jsonReader) record(d *jsonPage, v any, key string) {
	d.line++
	d.records++
	if _, ok := v.(map[string]any); !ok && r.needsObject() {
		d.tally.In++
		text, _ := scalar(v)
		d.tally.Reject(d.line, "", text, "is "+kindOf(v)+", not an object")
		return
	}
	if r.json.Until != nil {
		if at, _ := r.until.Text(v, v); at >= r.json.Until.Before {
			d.over = true
			d.tally.In++
			d.tally.Skip("until")
			return
		}
	}
	rows := []any{v}
	if r.each != nil {
		if rows = r.each.values(v); len(rows) == 0 {
			d.tally.In++
			d.tally.Skip("each_empty")
			return
		}
	}
	digest := fnv.New64a()
	values := make([][]string, len(rows))
	faults, stored := make([][]string, len(rows)), make([][]Stored, len(rows))
	for i, row := range rows {
		values[i], faults[i], stored[i] = make([]string, len(r.paths)), make([]string, len(r.paths)), make([]Stored, len(r.paths))
		for k, p := range r.paths {
			values[i][k], faults[i][k], stored[i][k] = p.value(row, v)
			if r.json.Crawls() {
				_, _ = io.WriteString(digest, values[i][k]+"\x00")
			}
		}
	}
	if r.json.Crawls() {
		sum := digest.Sum64()
		d.digest = d.digest*1099511628211 ^ sum
		if r.json.Since != "" {
			d.last, _ = r.since.Text(v, v)
			d.these[sum] = true
			if d.walk.before[sum] {
				d.repeated++
				d.tally.In++
				d.tally.Skip("record_repeated")
				return
			}
		}
	}
	for i := range rows {
		d.tally.In++
		r.take(d.tally, d.file, d.line, key, foundTexts{values[i], faults[i], stored[i]})
	}
}

// needsObject reports whether a record has to have members: where the value itself is the cell it has not.
func (r *jsonReader) needsObject() bool {
	if r.each != nil {
		return true
	}
	for _, p := range r.paths {
		if strings.TrimSpace(p.text) == "." {
			return false
		}
	}
	return true
}

// links are the documents that follow.
func (r *jsonReader) links(p Page, d *jsonPage, found map[string]string) ([]PageLink, error) {
	if d.over {
		return nil, nil
	}
	if d.records == 0 {
		return nil, r.complete(p, d, found)
	}
	switch {
	case r.json.Next != "":
		v := found[strings.Join(r.next, ".")]
		if v == "" {
			return nil, nil
		}
		if r.json.Param != "" {
			return []PageLink{{URL: withParam(p.URL, r.json.Param, v), Next: v}}, nil
		}
		address := p.Resolve(v)
		if address == "" {
			return nil, &Error{File: p.Name, What: fmt.Sprintf("%s leads to %q, which is no address", r.json.Next, v), Hint: "if it is the value of a parameter, declare json.param"}
		}
		return []PageLink{{URL: address, Next: v}}, nil
	case r.json.Since != "":
		if d.repeated == d.records {
			return nil, nil
		}
		if d.last == "" {
			return nil, &Error{File: p.Name, What: fmt.Sprintf("the last record has no %s to ask onward from", r.json.Since), Hint: "did the publisher rename it?"}
		}
		next := withParam(p.URL, r.json.Param, d.last)
		if next == p.URL.String() {
			return nil, &Error{File: p.Name, What: fmt.Sprintf("all %d records after the first share %s %q, so that the feed cannot be followed further", d.records-1, r.json.Since, d.last), Hint: "ask the publisher for smaller steps"}
		}
		return []PageLink{{URL: next}}, nil
	case r.json.Page != nil:
		if total, err := strconv.Atoi(found[strings.Join(r.total, ".")]); err == nil && d.walk.records >= total {
			return nil, nil
		}
		return []PageLink{{URL: nextCounted(p.URL, r.json.Page.Paging, 0), Counted: r.json.Page.Total == ""}}, nil
	}
	return nil, nil
}

// complete holds a counted feed that has come to its end against the number of records that it promised.
func (r *jsonReader) complete(p Page, d *jsonPage, found map[string]string) error {
	if len(r.total) == 0 {
		return nil
	}
	total, err := strconv.Atoi(found[strings.Join(r.total, ".")])
	if err == nil && d.walk.records < total {
		return &Error{File: p.Name, What: fmt.Sprintf("the feed ends after %d of the %d records that it tells of", d.walk.records, total), Hint: "json.page.step may be larger than what one document holds; else ask again"}
	}
	return nil
}

// nextCounted is the address of the page or document after this one; an address without the parameter is that of the first.
func nextCounted(u *url.URL, p catalog.Paging, first int) string {
	if p.From != nil {
		first = *p.From
	}
	if n, err := strconv.Atoi(u.Query().Get(p.Param)); err == nil {
		first = n
	}
	return withParam(u, p.Param, strconv.Itoa(first+max(p.Step, 1)))
}

// withParam is the address with one parameter set.
func withParam(u *url.URL, param, value string) string {
	q := u.Query()
	q.Set(param, value)
	next := *u
	next.RawQuery = q.Encode()
	return next.String()
}
