// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"bytes"
	"crypto/sha256"
	"encoding"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
)

// memoryLimit is how much of a file is held in memory before it goes to disk.
const memoryLimit = 1 << 20

// DiskError is a fault of our own disk: no upstream is to blame, and to go on without what it sent would hide it.
type DiskError struct{ error }

// Unwrap gives the cause.
func (f DiskError) Unwrap() error { return f.error }

// markEach is after how many bytes a part on disk is marked with its checksum so far.
const markEach = 4 << 20

// partial is a file that is on its way: the bytes so far, and what the server calls that version of it.
// What goes to disk outlives a killed run, and the next run asks for what follows the last mark up to which the bytes are still those that came.
type partial struct {
	path      string // in the folder of snapshots; empty: all stays in memory
	file      *os.File
	mem       bytes.Buffer
	size      int64
	sum       hash.Hash
	validator string // for If-Range; empty: the file cannot be resumed
	marked    int64  // bytes up to the last mark
	fault     error  // of our own disk
}

// openPartial opens what is there of an address, usually nothing.
func (f *Fetcher) openPartial(address string) (*partial, error) {
	p := &partial{sum: sha256.New()}
	if f.Dir == "" {
		return p, nil
	}
	if f.fault != nil {
		return nil, f.fault
	}
	name := sha256.Sum256([]byte(address))
	p.path = filepath.Join(f.Dir, "."+hex.EncodeToString(name[:])+".part")
	if !f.partials[filepath.Base(p.path)] {
		return p, nil
	}
	of, err := os.ReadFile(p.path + ".of")
	if err != nil {
		return p, nil
	}
	file, err := os.OpenFile(p.path, os.O_RDWR, 0o644)
	if err != nil {
		return p, nil
	}
	validator, marks, _ := strings.Cut(string(of), "\n")
	if p.size, p.sum, err = verifiedPrefix(file, marks); err == nil && p.size > 0 {
		err = file.Truncate(p.size)
	}
	if err == nil && p.size > 0 {
		_, err = file.Seek(p.size, io.SeekStart)
	}
	if err != nil {
		file.Close()
		return nil, DiskError{fmt.Errorf("read what is there of %s: %w", address, err)}
	}
	p.file, p.validator, p.marked = file, validator, p.size
	if p.size == 0 {
		return p, p.reset(nil)
	}
	return p, nil
}

// verifiedPrefix hashes a file as far as its marks hold: lines of size and checksum up to there. After that, or without a mark, nobody knows what a killed
// run or a cut of power left.
func verifiedPrefix(file io.Reader, marks string) (size int64, sum hash.Hash, err error) {
	sum = sha256.New()
	ahead := sha256.New()
	for line := range strings.Lines(marks) {
		var to int64
		var want string
		if n, _ := fmt.Sscanf(line, "%d %64s\n", &to, &want); n != 2 || to <= size {
			return size, sum, nil
		}
		if n, err := io.CopyN(ahead, file, to-size); err != nil {
			if errors.Is(err, io.EOF) && n < to-size {
				err = nil
			}
			return size, sum, err
		}
		if hex.EncodeToString(ahead.Sum(nil)) != want {
			return size, sum, nil
		}
		state, err := ahead.(encoding.BinaryMarshaler).MarshalBinary()
		if err == nil {
			err = sum.(encoding.BinaryUnmarshaler).UnmarshalBinary(state)
		}
		if err != nil {
			return 0, sha256.New(), err
		}
		size = to
	}
	return size, sum, nil
}

// mark writes down up to where the bytes are those that came.
func (p *partial) mark() error {
	f, err := os.OpenFile(p.path+".of", os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(f, "%d %x\n", p.size, p.sum.Sum(nil))
	p.marked = p.size
	return errors.Join(err, f.Close())
}

// listPartials makes the folder of snapshots and lists the parts in it.
func listPartials(dir string) (map[string]bool, error) {
	if dir == "" {
		return nil, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, DiskError{fmt.Errorf("make the folder of snapshots: %w", err)}
	}
	found, err := filepath.Glob(filepath.Join(dir, ".*.part"))
	if err != nil {
		return nil, DiskError{fmt.Errorf("look into the folder of snapshots: %w", err)}
	}
	out := map[string]bool{}
	for _, f := range found {
		out[filepath.Base(f)] = true
	}
	return out, nil
}

// reset empties the part for a new version.
func (p *partial) reset(h http.Header) error {
	p.mem.Reset()
	p.sum.Reset()
	p.size, p.validator, p.marked = 0, "", 0
	if etag := h.Get("ETag"); etag != "" && !strings.HasPrefix(etag, "W/") {
		p.validator = etag
	} else if etag == "" && h.Get("Date") != h.Get("Last-Modified") { // a file of this very second may change in it: RFC 9110, 8.8.2.2
		p.validator = h.Get("Last-Modified")
	}
	if p.file == nil {
		return nil
	}
	p.file.Close()
	p.file = nil
	return p.remove()
}

func (p *partial) remove() error {
	for _, name := range []string{p.path + ".of", p.path} {
		if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
			return DiskError{fmt.Errorf("remove a part: %w", err)}
		}
	}
	return nil
}

// continues reports whether a range begins where the part ends.
func (p *partial) continues(contentRange string) bool {
	return p.size > 0 && strings.HasPrefix(contentRange, fmt.Sprintf("bytes %d-", p.size))
}

// Write appends.
func (p *partial) Write(b []byte) (int, error) {
	n, err := p.write(b)
	p.size += int64(n)
	p.sum.Write(b[:n])
	if err == nil && p.file != nil && p.validator != "" && p.size-p.marked >= markEach {
		err = p.mark()
	}
	if err != nil {
		p.fault = DiskError{fmt.Errorf("keep what came: %w", err)}
		return n, p.fault
	}
	return n, nil
}

func (p *partial) write(b []byte) (int, error) {
	if p.file == nil && p.path != "" && p.mem.Len()+len(b) > memoryLimit {
		file, err := os.OpenFile(p.path, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o644)
		if err != nil {
			return 0, err
		}
		p.file = file
		if _, err := file.Write(p.mem.Bytes()); err != nil {
			return 0, err
		}
		p.mem.Reset()
		if p.validator != "" {
			if err := os.WriteFile(p.path+".of", []byte(p.validator+"\n"), 0o644); err != nil {
				return 0, err
			}
		}
	}
	if p.file != nil {
		return p.file.Write(b)
	}
	return p.mem.Write(b)
}

// detach hands the bytes over and leaves the part empty. The reader is to be closed.
func (p *partial) detach() (r io.ReadCloser, err error) {
	old, body := p.file, bytes.Clone(p.mem.Bytes())
	p.file = nil
	if err := p.reset(nil); err != nil {
		return nil, err
	}
	if old == nil {
		return memoryBytes{bytes.NewReader(body)}, nil
	}
	if err := p.remove(); err != nil { // the open file outlives its name
		return nil, err
	}
	_, err = old.Seek(0, io.SeekStart)
	return old, err
}

// commit makes a body of the part: a snapshot in the folder or among the small ones, or, without one, bytes at hand.
func (p *partial) commit(dir string, small *smallFiles) (Content, error) {
	sum := hex.EncodeToString(p.sum.Sum(nil))
	meta := Snapshot{SHA256: sum, Size: p.size}
	if p.file == nil {
		body := bytes.Clone(p.mem.Bytes())
		if dir != "" {
			if err := small.put(sum, body); err != nil {
				return Content{}, err
			}
		}
		return Content{Snapshot: meta, open: func() (Bytes, error) { return memoryBytes{bytes.NewReader(body)}, nil }}, nil
	}
	if err := p.file.Close(); err != nil {
		return Content{}, DiskError{fmt.Errorf("keep what came: %w", err)}
	}
	p.file = nil
	path := filepath.Join(dir, sum)
	if err := os.Rename(p.path, path); err != nil {
		return Content{}, DiskError{fmt.Errorf("put the snapshot in place: %w", err)}
	}
	if err := p.remove(); err != nil {
		return Content{}, err
	}
	return Content{Snapshot: meta, open: func() (Bytes, error) { return os.Open(path) }}, nil
}

// close lets go of the file; what came stays for the next run, if it can be resumed.
func (p *partial) close() {
	if p.file == nil {
		return
	}
	if p.validator == "" || p.size > p.marked && p.mark() != nil {
		_ = p.remove()
	}
	p.file.Close()
}
