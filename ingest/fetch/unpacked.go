// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strings"

	"osnova/ingest/parse"
)

// PackedError is the error of a body that came and is packed in a way that is not read.
type PackedError struct{ error }

// Unwrap gives the cause.
func (p PackedError) Unwrap() error { return p.error }

// layers that a body may be packed in: a page packed by its program and again by its server.
const layers = 2

// unpacked is a body of a page as its reader sees it, at most limit+1 bytes: unpacked if the server says that it packed it, though asked
// not to, and if it did so without a word. What breaks off is kept as far as it came.
func unpacked(body []byte, encoding, kind string, limit int64) ([]byte, error) {
	encoding = strings.ToLower(strings.TrimSpace(encoding))
	switch encoding {
	case "", "identity", "gzip", "x-gzip", "deflate":
	default:
		return nil, PackedError{fmt.Errorf("the server packs the body as %q though asked not to", encoding)}
	}
	for n := 0; n < layers; n++ {
		open := packing(body)
		switch {
		case n == 0 && open == nil && encoding == "deflate":
			open = func(r io.Reader) (io.Reader, error) { return flate.NewReader(r), nil } // without a head
		case n == 0 && open == nil && strings.HasSuffix(encoding, "gzip"):
			return nil, errors.New("unpack the body: it is not what its head says, gzip")
		case open == nil, n > 0 && !isText(kind), n == 0 && (encoding == "" || encoding == "identity") && !isText(kind):
			return body, nil
		}
		r, err := open(bytes.NewReader(body))
		if err != nil {
			return nil, fmt.Errorf("unpack the body: %w", err)
		}
		out, err := io.ReadAll(io.LimitReader(parse.Bounded(r, int64(len(body)), limit+1), limit+1))
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
			return nil, fmt.Errorf("unpack the body: %w", err)
		}
		body = out
	}
	return body, nil
}

// packing opens what a body is packed in by its first bytes; nil if it is in nothing that is known.
func packing(body []byte) func(io.Reader) (io.Reader, error) {
	switch {
	case len(body) > 2 && body[0] == 0x1f && body[1] == 0x8b && body[2] == 8:
		return func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }
	case len(body) > 2 && body[0] == 0x78 && (uint(body[0])<<8|uint(body[1]))%31 == 0:
		if z, err := zlib.NewReader(bytes.NewReader(body)); err == nil { // an x may begin a text: only what opens is taken
			if _, err := bufio.NewReader(z).Peek(1); err == nil {
				return func(r io.Reader) (io.Reader, error) { return zlib.NewReader(r) }
			}
		}
	}
	return nil
}

// isText says whether a Content-Type is one of pages, styles and their like, or none: what is no text may be packed by right.
func isText(kind string) bool {
	kind, _, _ = strings.Cut(strings.ToLower(kind), ";")
	kind = strings.TrimSpace(kind)
	written := func(end string) bool { return strings.HasSuffix(kind, end) }
	return kind == "" || strings.HasPrefix(kind, "text/") || written("xml") || written("json") || written("javascript")
}
