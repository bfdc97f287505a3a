// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"osnova/catalog"
	"osnova/ingest/fetch"
	"osnova/ingest/parse"
	"osnova/store"
)

// maxListed is the most files that lists of one source may name: every community of the country, monthly, for a year and more.
const maxListed = 50_000

// listed is the source with the files that its lists name in the place of the lists, and the lists as they were read.
func listed(ctx context.Context, s catalog.Source, open opener) (catalog.Source, []LockedFile, error) {
	if !slices.ContainsFunc(s.Files, func(f catalog.File) bool { return f.List }) {
		return s, nil, nil
	}
	var files []catalog.File
	var lists []LockedFile
	named := map[string]bool{}
	for _, f := range s.Files {
		if !f.List {
			files = append(files, f)
			continue
		}
		body, err := open(ctx, s, f)
		if err := opened(s, f, body, err); err != nil {
			return s, nil, err
		}
		text, err := body.Bytes()
		if err != nil {
			return s, nil, err
		}
		found, err := entries(f, text)
		if err != nil {
			return s, nil, err
		}
		for _, e := range found {
			if named[e.Listed] {
				return s, nil, &parse.Error{File: f.Label(), What: fmt.Sprintf("%q is named twice", e.Listed), Hint: "name each file once"}
			}
			named[e.Listed] = true
		}
		files, lists = append(files, found...), append(lists, lockedFile(f, body))
	}
	if len(files) > maxListed {
		return s, nil, &parse.Error{File: s.Name, What: fmt.Sprintf("lists name %d files, the limit is %d", len(files), maxListed), Hint: "join files of one publisher"}
	}
	s.Files = files
	return s, lists, nil
}

// entries reads a list: lines of sha256sum, or the answer of a CKAN portal about packages.
func entries(f catalog.File, text []byte) ([]catalog.File, error) {
	wanted, err := regexp.Compile(f.Member)
	if err != nil {
		return nil, fmt.Errorf("file %s: member: %w", f.Name, err)
	}
	if bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) {
		return portalEntries(f, wanted, text)
	}
	return checksumEntries(f, wanted, text)
}

var checksumLine = regexp.MustCompile(`^([0-9a-f]{64}) [ *](.+)$`)

// checksumEntries reads what sha256sum writes: each file lies where the list says, from its own place.
func checksumEntries(f catalog.File, wanted *regexp.Regexp, text []byte) (out []catalog.File, err error) {
	lines := bufio.NewScanner(bytes.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSuffix(strings.TrimPrefix(lines.Text(), "\ufeff"), "\r")
		if strings.TrimSpace(line) == "" {
			continue
		}
		m := checksumLine.FindStringSubmatch(line)
		if m == nil {
			return nil, &parse.Error{File: f.Label(), Line: n, What: fmt.Sprintf("%.60q is no line of a list of files", line), Hint: "write the list by: sha256sum *.csv > " + f.Label()}
		}
		name := path.Clean(strings.TrimPrefix(m[2], "./"))
		if !filepath.IsLocal(filepath.FromSlash(name)) || strings.Contains(name, `\`) {
			return nil, &parse.Error{File: f.Label(), Line: n, What: fmt.Sprintf("%.60q leaves the folder of the list", m[2])}
		}
		if !wanted.MatchString(name) {
			continue
		}
		e := catalog.File{Name: name, Listed: name, SHA256: m[1], Mirror: path.Join(path.Dir(f.Mirror), name), Edition: f.Edition, Pack: packOf(name)}
		if f.URL != "" {
			base, err := url.Parse(f.URL)
			if err != nil {
				return nil, fmt.Errorf("file %s: %w", f.Name, err)
			}
			e.URL = base.ResolveReference(&url.URL{Path: name}).String()
		}
		out = append(out, e)
	}
	if err := lines.Err(); err != nil {
		return nil, &parse.Error{File: f.Label(), What: "the list cannot be read: " + err.Error()}
	}
	return out, nil
}

// portal is what CKAN answers to package_search and package_show, as far as it is read.
type portal struct {
	Success bool
	Result  struct {
		Results   []portalPackage
		Resources []portalResource
	}
}

type portalPackage struct{ Resources []portalResource }

type portalResource struct {
	ID, URL, Name, Format string
	Modified              string `json:"last_modified"`
	Created               string
}

// portalEntries are the tables among the resources whose name or address is wanted, newest first, so that of two rows with one key the newer
// counts. In a mirror they lie by the path of their address.
func portalEntries(f catalog.File, wanted *regexp.Regexp, text []byte) ([]catalog.File, error) {
	var answer portal
	if err := json.Unmarshal(text, &answer); err != nil || !answer.Success {
		return nil, &parse.Error{File: f.Label(), What: "the list is no answer of a CKAN portal", Hint: "look at its first lines"}
	}
	all := answer.Result.Resources
	for _, p := range answer.Result.Results {
		all = append(all, p.Resources...)
	}
	slices.SortStableFunc(all, func(a, b portalResource) int {
		if c := strings.Compare(b.Modified+b.Created, a.Modified+a.Created); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	var out []catalog.File
	seen := map[string]bool{}
	for _, r := range all {
		u, err := url.Parse(r.URL)
		kind := strings.ToLower(strings.TrimLeft(r.Format, ". "))
		if err != nil || u.Host == "" || seen[r.ID] || !wanted.MatchString(r.Name) && !wanted.MatchString(path.Base(u.Path)) || kind != "csv" && kind != "xlsx" && kind != "text/csv" {
			continue
		}
		name := strings.TrimPrefix(path.Clean("/"+u.Path), "/")
		if name == "" {
			continue
		}
		seen[r.ID] = true
		out = append(out, catalog.File{Name: name, Listed: name, URL: r.URL, Mirror: path.Join(path.Dir(f.Mirror), name), Edition: f.Edition, Pack: packOf(name)})
	}
	return out, nil
}

func packOf(name string) string {
	if strings.HasSuffix(name, ".gz") {
		return "gzip"
	}
	return ""
}

// unparquet gives a Parquet file as CSV with a header; any other file as it is. DuckDB reads it from a copy in a folder of its own, on a
// connection that knows nothing else.
func unparquet(ctx context.Context, f catalog.File, body fetch.Content, r fetch.Bytes) (io.ReadCloser, error) {
	magic := make([]byte, 4)
	if n, _ := r.ReadAt(magic, 0); n < len(magic) || string(magic) != "PAR1" {
		return r, nil
	}
	defer r.Close()
	dir, err := os.MkdirTemp("", "osnova-parquet-")
	if err != nil {
		return nil, fmt.Errorf("make a folder for Parquet: %w", err)
	}
	defer os.RemoveAll(dir)
	from, to := filepath.Join(dir, "in.parquet"), filepath.Join(dir, "out.csv")
	w, err := os.Create(from)
	if err != nil {
		return nil, fmt.Errorf("keep %s: %w", f.Label(), err)
	}
	_, err = io.Copy(w, r)
	if closed := w.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return nil, fmt.Errorf("keep %s: %w", f.Label(), err)
	}
	st := &store.Store{MemoryLimit: "500MB"}
	defer st.Close()
	if err := st.Exec(ctx, fmt.Sprintf("set temp_directory = %s; copy (select * from read_parquet(%s)) to %s (format csv, header)", catalog.SQLText(dir), catalog.SQLText(from), catalog.SQLText(to))); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, &parse.Error{File: f.Label(), What: "the file is no Parquet that can be read", Hint: "write it again, or as CSV"}
	}
	return os.Open(to) // the open file outlives its folder
}
