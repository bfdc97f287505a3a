// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"

	"osnova/store/disk"
)

// Snapshot says which bytes came from where, and what their publisher says of them.
type Snapshot struct {
	URL          string
	Accessed     string // when these bytes first came, RFC 3339 in UTC
	Published    string // when the publisher last changed them, RFC 3339 in UTC, if it says so
	ETag         string
	LastModified string // as the server wrote it, to be sent back
	SHA256       string
	Size         int64
}

// Content is one upstream file at hand, in memory or on disk.
type Content struct {
	Snapshot
	Final string // address at the end of the redirects, if it is another one
	open  func() (Bytes, error)
}

// Bytes can be read in order and at any place, as packed files need it.
type Bytes interface {
	io.Reader
	io.ReaderAt
	io.Closer
}

type memoryBytes struct{ *bytes.Reader }

// Close has nothing to do.
func (memoryBytes) Close() error { return nil }

// NewBody is a body that can be opened again and again.
func NewBody(s Snapshot, open func() (Bytes, error)) Content { return Content{Snapshot: s, open: open} }

// Open opens the body, which is to be closed.
func (b Content) Open() (Bytes, error) { return b.open() }

// InMemory is a body in memory.
func InMemory(body []byte) Content {
	sum := sha256.Sum256(body)
	s := Snapshot{SHA256: hex.EncodeToString(sum[:]), Size: int64(len(body))}
	return NewBody(s, func() (Bytes, error) { return memoryBytes{bytes.NewReader(body)}, nil })
}

// FileContent is a body on disk. It is read once for its checksum.
func FileContent(path string) (Content, error) {
	return OnDisk(func() (*os.File, error) { return disk.OpenRegular(path) })
}

// OnDisk is a body on disk that can be opened again and again. It is read once for its checksum.
func OnDisk(open func() (*os.File, error)) (Content, error) {
	f, err := open()
	if err != nil {
		return Content{}, err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	if err != nil {
		return Content{}, fmt.Errorf("read %s: %w", f.Name(), err)
	}
	return Content{Snapshot: Snapshot{SHA256: hex.EncodeToString(h.Sum(nil)), Size: n}, open: func() (Bytes, error) { return open() }}, nil
}

// Bytes reads the whole body.
func (b Content) Bytes() ([]byte, error) {
	r, err := b.open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	out := make([]byte, 0, b.Size+1)
	w := bytes.NewBuffer(out)
	_, err = w.ReadFrom(r)
	return w.Bytes(), err
}
