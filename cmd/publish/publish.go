// SPDX-License-Identifier: Apache-2.0

package publish

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"

	"osnova/store/disk"
)

// Trees are the folders that a publication consists of.
var Trees = []string{"site", "server"}

// Options say what to publish. All but Workers are needed; an Address may be empty.
type Options struct {
	Site    string                // folder of the built site
	Fresh   string                // empty folder beside the last publication, in which the new one grows
	Last    string                // folder of the last publication
	Wrote   map[string]disk.Wrote // what the last publication wrote, by path in Last
	Address string                // of the site, as project.yaml gives it; empty: it is not known
	Policy  string                // Content-Security-Policy of all pages
	Workers int                   // files packed at a time; 0: one a core
}

// Report is what a publication did.
type Report struct {
	Files, Packed int   // files of the site, and those of them that were packed anew
	Bytes, Sent   int64 // of the files, and of what a browser that takes brotli is sent for them
}

// packedKinds are worth packing; Parquet is packed in itself.
var packedKinds = []string{".html", ".css", ".js", ".json", ".jsonld", ".csv", ".svg", ".ttl", ".txt", ".xml", ".geojson", ""}

// leastPacked is the size in bytes below which a copy spares nothing.
const leastPacked = 1024

// Levels of packing: a site of 280 MB is packed once, then only what changed, so they may take their time, but not minutes.
const (
	gzipLevel   = 9
	brotliLevel = 6
)

// Write puts the site with its copies, and the settings of servers, into the fresh folder. Files that are as in the last publication are linked
// with their copies.
func Write(ctx context.Context, o Options) (r Report, err error) {
	var names []string
	err = filepath.WalkDir(o.Site, func(at string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		if !e.Type().IsRegular() {
			return fmt.Errorf("%s is no file: a site of files alone can be published", at)
		}
		inside, err := filepath.Rel(o.Site, at)
		names = append(names, filepath.ToSlash(inside))
		return err
	})
	if err != nil {
		return r, fmt.Errorf("list the site: %w", err)
	}
	workers := o.Workers
	if workers < 1 {
		workers = runtime.NumCPU()
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	todo := make(chan string)
	var mu sync.Mutex
	var wait sync.WaitGroup
	for range workers {
		wait.Go(func() {
			for name := range todo {
				one, err := o.file(name)
				if err != nil {
					stop(err)
					continue
				}
				mu.Lock()
				r.Files++
				r.Packed += one.Packed
				r.Bytes += one.Bytes
				r.Sent += one.Sent
				mu.Unlock()
			}
		})
	}
	for _, name := range names {
		if ctx.Err() != nil {
			break
		}
		todo <- name
	}
	close(todo)
	wait.Wait()
	if ctx.Err() != nil {
		return r, context.Cause(ctx)
	}
	for name, body := range Settings(filepath.Join(o.Last, "site"), o.Address, o.Policy) {
		if err := putFile(filepath.Join(o.Fresh, "server", name), []byte(body)); err != nil {
			return r, err
		}
	}
	return r, nil
}

// file publishes one file.
func (o Options) file(name string) (r Report, err error) {
	from, to := filepath.Join(o.Site, filepath.FromSlash(name)), filepath.Join(o.Fresh, "site", filepath.FromSlash(name))
	w, err := disk.SumFile(from)
	if err != nil {
		return r, err
	}
	r.Bytes, r.Sent = w.Size, w.Size
	if o.Wrote["site/"+name].SHA256 == w.SHA256 {
		if sent, err := o.link(name, to); err == nil {
			r.Sent = min(sent, r.Sent)
			return r, nil
		}
	}
	body, err := os.ReadFile(from)
	if err != nil {
		return r, fmt.Errorf("read the site: %w", err)
	}
	if err := putFile(to, body); err != nil {
		return r, err
	}
	if !packs(name, len(body)) {
		return r, nil
	}
	r.Packed = 1
	for _, p := range packers {
		small, err := p.pack(body)
		if err != nil {
			return r, fmt.Errorf("pack %s: %w", name, err)
		}
		if len(small) >= len(body) {
			continue
		}
		if err := putFile(to+p.ending, small); err != nil {
			return r, err
		}
		r.Sent = min(r.Sent, int64(len(small)))
	}
	return r, nil
}

// packs reports whether a file of a size has copies.
func packs(name string, size int) bool {
	for _, kind := range packedKinds {
		if path.Ext(name) == kind && size >= leastPacked {
			return true
		}
	}
	return false
}

// link takes a file and its copies over from the last publication, and gives the size of the smallest.
func (o Options) link(name, to string) (smallest int64, err error) {
	smallest = 1 << 62
	for _, ending := range []string{"", packers[0].ending, packers[1].ending} {
		last, known := o.Wrote["site/"+name+ending]
		if !known {
			continue
		}
		from := filepath.Join(o.Last, "site", filepath.FromSlash(name+ending))
		if same, err := last.Holds(from); err != nil || !same {
			return 0, errors.Join(err, fmt.Errorf("%s is not as it was published", from))
		}
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return 0, err
		}
		if err := os.Link(from, to+ending); err != nil && !errors.Is(err, fs.ErrExist) {
			return 0, err
		}
		smallest = min(smallest, last.Size)
	}
	return smallest, nil
}

// packers make the copies of a file.
var packers = []struct {
	ending string
	pack   func([]byte) ([]byte, error)
}{
	{".gz", func(body []byte) ([]byte, error) {
		var b bytes.Buffer
		w, err := gzip.NewWriterLevel(&b, gzipLevel)
		if err != nil {
			return nil, err
		}
		return packed(&b, w, body)
	}},
	{".br", func(body []byte) ([]byte, error) {
		var b bytes.Buffer
		return packed(&b, brotli.NewWriterLevel(&b, brotliLevel), body)
	}},
}

func packed(b *bytes.Buffer, w io.WriteCloser, body []byte) ([]byte, error) {
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// putFile writes a file and the folders above it.
func putFile(at string, body []byte) error {
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	if err := os.Remove(at); err != nil && !errors.Is(err, fs.ErrNotExist) { // a link to the last publication
		return fmt.Errorf("write %s: %w", at, err)
	}
	if err := os.WriteFile(at, body, 0o644); err != nil {
		return fmt.Errorf("write %s: %w", at, err)
	}
	return nil
}

// isEngine names scripts that carry their own sum in their name, so that they never change.
const isEngine = `assets/engine-[0-9a-f]+\.js$`

// prefixOf is the path under which a site stands, with a slash at both ends.
func prefixOf(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	_, inside, _ := strings.Cut(rest, "/")
	if inside = strings.Trim(inside, "/"); inside == "" {
		return "/"
	}
	return "/" + inside + "/"
}

// hostOf is the host of an address without its port; of none it is one that nobody has.
func hostOf(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	host, _, _ := strings.Cut(rest, "/")
	host, _, _ = strings.Cut(host, ":")
	if host == "" {
		return "example.org"
	}
	return host
}
