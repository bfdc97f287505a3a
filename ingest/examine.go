// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"osnova/catalog"
	"osnova/ingest/fetch"
	"osnova/ingest/parse"
)

// Verdicts of an examination.
const (
	AsDeclared = "as declared"
	Changed    = "changed"
	FileGone   = "gone"       // the server says that there is no such file
	Unanswered = "no answer"  // nothing can be told: the server refuses, fails or is silent
	Unasked    = "no address" // none is declared, or no row of another source names one
)

// Examination is what a publisher offers today of one source, held against its declaration.
type Examination struct {
	Source  string
	Verdict string
	Runbook string   // what the source declares of its failures, in English; empty where it is as declared
	How     []string // what differs, or why nothing can be told
	Asked   []Probe
	Records int // first records that were read, over all files
	Refused int // of them
}

// Probe is one address that was asked.
type Probe struct {
	Address string
	Status  int
	Type    string // as the server says
	Size    int64  // of the file in bytes; -1: not told
	Cut     bool   // only its beginning was taken
}

// Most bytes that are taken of a file: a beginning of what can be read from its beginning, of other kinds the whole if it is not larger.
const (
	headBytes  = 1 << 20
	wholeBytes = 16 << 20
)

// Examine asks the publisher of each source named (all, if none is) for the beginning of its files or its first page, and compares status, type, size, header
// and first records with the declaration. It keeps nothing. Sources of our own are passed over.
func (st *Stage) Examine(ctx context.Context, only map[string]bool) ([]Examination, error) {
	if err := st.ask(ctx); err != nil {
		return nil, err
	}
	e := &examiner{st: st, first: map[string][][]string{}, visitors: map[string]*fetch.Visitor{}}
	var out []Examination
	for _, second := range []bool{false, true} { // first the sources that name files of others
		for _, s := range st.Catalog.Sources {
			if s.Own || hasEach(s) != second || only != nil && !only[s.Name] && !e.names(s, only) {
				continue
			}
			x, err := e.source(ctx, s)
			if err != nil {
				return nil, err
			}
			if x.Verdict != AsDeclared {
				x.Runbook = s.Runbook.EN
			}
			if only == nil || only[s.Name] {
				out = append(out, x)
			}
		}
	}
	slices.SortFunc(out, func(a, b Examination) int { return strings.Compare(a.Source, b.Source) })
	return out, nil
}

type examiner struct {
	st       *Stage
	first    map[string][][]string // rows that were read of each source
	visitors map[string]*fetch.Visitor
}

// names reports whether a source names the files of one that is asked for.
func (e *examiner) names(s catalog.Source, only map[string]bool) bool {
	return slices.ContainsFunc(e.st.Catalog.Sources, func(o catalog.Source) bool {
		return only[o.Name] && slices.ContainsFunc(o.Files, func(f catalog.File) bool { return f.Each != nil && f.Each.Source == s.Name })
	})
}

// source examines one source. An error ends the run: the context is over, or the program is wrong.
func (e *examiner) source(ctx context.Context, s catalog.Source) (Examination, error) {
	out := Examination{Source: s.Name, Verdict: Unasked}
	s, why, err := e.files(ctx, s)
	if err != nil || len(s.Files) == 0 {
		out.How = []string{why}
		return out, err
	}
	lock, err := e.st.lastLock(s)
	if err != nil {
		return out, err
	}
	if lock.Synthetic != e.st.invented(s) {
		lock = Lock{} // sizes of real files say nothing of invented ones
	}
	taken, absent := map[string][]byte{}, 0
	readable := true
	for _, f := range s.Files {
		p, body, err := e.probe(ctx, s, f)
		if ctx.Err() != nil {
			return out, ctx.Err()
		}
		out.Asked = append(out.Asked, p)
		switch {
		case err != nil:
			out.add(Unanswered, err.Error())
		case p.Status == http.StatusNotFound || p.Status == http.StatusGone:
			if absent++; !f.Optional {
				out.add(FileGone, fmt.Sprintf("status %d: %s", p.Status, f.Label()))
			}
		case p.Status != http.StatusOK:
			out.add(Unanswered, fmt.Sprintf("status %d %s: %s", p.Status, http.StatusText(p.Status), f.Label()))
		default:
			if says := otherType(s, f, body); says != "" {
				out.add(Changed, "type: "+says)
				readable = false
			} else if says := otherSize(f, p, body, lock); says != "" {
				out.add(Changed, "size: "+says)
			}
			begun, ok := beginning(s, f, body, p.Cut)
			taken[f.Mirror] = begun
			readable = readable && ok
		}
	}
	if absent == len(s.Files) && out.Verdict == Unasked {
		out.add(FileGone, "status 404: none of its files is there")
	}
	if readable && (out.Verdict == Unasked || out.Verdict == Changed) {
		if err := e.read(ctx, s, taken, &out); err != nil {
			return out, err
		}
	}
	if out.Verdict == Unasked {
		out.Verdict = AsDeclared
	}
	return out, nil
}

// add tells a difference; the gravest verdict stays.
func (x *Examination) add(verdict, how string) {
	rank := []string{Unasked, AsDeclared, Unanswered, Changed, FileGone}
	if slices.Index(rank, verdict) > slices.Index(rank, x.Verdict) {
		x.Verdict = verdict
	}
	if !slices.Contains(x.How, how) {
		x.How = append(x.How, how)
	}
}

// files leaves of a source the files that can be asked for, and of those that another source names the first.
func (e *examiner) files(ctx context.Context, s catalog.Source) (catalog.Source, string, error) {
	why := "no url is declared: the files are laid into a mirror by hand"
	if hasEach(s) {
		all, err := spreadOver(e.st.Catalog, s, func(from catalog.Source) ([][]string, error) {
			if rows := e.first[from.Name]; len(rows) > 0 {
				return rows, nil
			}
			if facts, err := Embedded(e.st.Files, from); err == nil {
				return facts.Rows, nil
			}
			return nil, nil
		})
		if err != nil {
			return s, "", err
		}
		s = all
		s.Files = s.Files[:min(1, len(s.Files))]
		why = "no row of another source names a file"
	}
	mirror := e.st.Mirror != "" && !e.st.Refresh
	s.Files = slices.DeleteFunc(slices.Clone(s.Files), func(f catalog.File) bool {
		return f.List || !mirror && f.URL == "" || mirror && !e.st.told.Holds(s)
	})
	return s, why, ctx.Err()
}

// probe asks for one file.
func (e *examiner) probe(ctx context.Context, s catalog.Source, f catalog.File) (Probe, []byte, error) {
	address, hosts := f.URL, policyOf(s).Hosts
	if e.st.Mirror != "" && !e.st.Refresh {
		u, err := url.Parse(e.st.Mirror)
		if err != nil {
			return Probe{Address: e.st.Mirror}, nil, err
		}
		address, hosts = u.JoinPath(strings.Split(escaped(s.MirrorPath(f)), "/")...).String(), []string{strings.ToLower(u.Hostname())}
	}
	key := strings.Join(hosts, " ")
	v := e.visitors[key]
	if v == nil {
		v = e.st.Fetch.Visitor(hosts...)
		e.visitors[key] = v
	}
	limit := int64(wholeBytes)
	if fromBeginning(s, f) {
		limit = headBytes
	}
	a, err := v.Get(ctx, address, limit)
	p := Probe{Address: address, Status: a.Status, Size: a.Size, Cut: a.Cut}
	if a.Header != nil {
		p.Type = a.Header.Get("Content-Type")
	}
	if err == nil && a.Status == http.StatusOK {
		p.Size = int64(len(a.Body))
		if a.Cut {
			p.Size = -1
			if n, bad := strconv.ParseInt(a.Header.Get("Content-Length"), 10, 64); bad == nil && a.Header.Get("Content-Encoding") == "" {
				p.Size = n
			}
		}
	}
	return p, a.Body, err
}

// read reads the first records by the declaration and tells what is refused.
func (e *examiner) read(ctx context.Context, s catalog.Source, taken map[string][]byte, out *Examination) error {
	if h := s.Format.HTML; h != nil && h.Links != "" && onlyLinks(h, taken) {
		return nil // records lie behind its links
	}
	s = firstPage(s)
	tolerance := s.Tolerance
	s.Tolerance, s.MinRows = 1, 0
	facts, err := Read(ctx, s, e.st.Parsers[s.Name], func(_ context.Context, _ catalog.Source, f catalog.File) (fetch.Content, error) {
		body, ok := taken[f.Mirror]
		if !ok {
			return fetch.Content{}, fetch.StatusError{Code: http.StatusNotFound, Status: "not asked for"}
		}
		return fetch.InMemory(body), nil
	}, e.st.places)
	var fault *parse.Error
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil && !errors.As(err, &fault):
		out.add(Changed, "records: "+err.Error())
		return nil
	case err != nil && (facts == nil || len(facts.Bad) == 0):
		out.add(Changed, "records: "+fault.What)
		return nil
	}
	for _, l := range facts.Lock.Files {
		out.Records, out.Refused = out.Records+l.RowsIn, out.Refused+l.Quarantined
	}
	e.first[s.Name] = facts.Rows
	rows, cells := map[string]int{}, map[string]int{}
	said := map[string]string{}
	for _, b := range facts.Bad {
		count := rows
		if b.Cell {
			count = cells
		}
		count[b.Column]++
		said[b.Column] = cmp.Or(said[b.Column], b.Reason)
	}
	tell := func(count map[string]int, share float64, what string) {
		var columns []string
		for c, n := range count {
			if c != "" && float64(n) > share*float64(out.Records) {
				columns = append(columns, c)
			}
		}
		slices.Sort(columns)
		for _, c := range columns {
			out.add(Changed, fmt.Sprintf("records: column %s %s (%d of %d %s)", c, said[c], count[c], out.Records, what))
		}
	}
	tell(rows, max(tolerance, 0.1), "refused")
	tell(cells, 0.5, "emptied")
	if err != nil && len(out.How) == 0 {
		out.add(Changed, "records: "+fault.What)
	}
	return nil
}

// onlyLinks reports whether the first page of a source has no record, and links that lead to some.
func onlyLinks(h *catalog.HTML, taken map[string][]byte) bool {
	match, err := regexp.Compile(h.Match)
	if err != nil {
		return false
	}
	links := 0
	for _, body := range taken {
		page, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
		if err != nil || page.Find(h.Rows).Length() > 0 {
			return false
		}
		page.Find(h.Links).Each(func(_ int, a *goquery.Selection) {
			if href, ok := a.Attr("href"); ok && match.MatchString(href) {
				links++
			}
		})
	}
	return links > 0
}

// firstPage is the source without what leads on from its first page.
func firstPage(s catalog.Source) catalog.Source {
	if j := s.Format.JSON; j != nil {
		one := *j
		one.Next, one.Param, one.Since, one.Page, one.Until = "", "", "", nil, nil
		s.Format.JSON = &one
	}
	if h := s.Format.HTML; h != nil {
		one := *h
		one.Next, one.Links, one.Page = "", "", nil
		s.Format.HTML = &one
	}
	return s
}

// otherSize compares a whole file with what was read last.
func otherSize(f catalog.File, p Probe, body []byte, lock Lock) string {
	now := p.Size
	for _, l := range lock.Files {
		if l.Size > 0 && now >= 0 && (l.URL != "" && l.URL == f.URL || l.Name == path.Base(f.Mirror)) && (now*2 < l.Size || now > 2*l.Size) {
			return fmt.Sprintf("%s has %d bytes, had %d", f.Label(), now, l.Size)
		}
	}
	if len(body) == 0 {
		return f.Label() + " is empty"
	}
	return ""
}
