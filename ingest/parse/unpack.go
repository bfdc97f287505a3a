// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"archive/zip"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
)

// Bounds of what a packed file may unpack to. Text of registers packs ten to thirty times.
const (
	unpackedLimit = 64 << 30 // bytes of one file
	unpackedRatio = 200      // unpacked to packed, looked at only above smallPart
)

// Unpack reads a packed file: pack is gzip, or zip with the pattern of the member's name (path.Match; empty: the only file in it).
// Nothing is written, so no name leads anywhere; a name that would leave a folder is refused all the same.
// What unpacks to far more than text can is an error while it is read, not after.
func Unpack(file string, r io.ReaderAt, size int64, pack, member string) (io.ReadCloser, error) {
	switch pack {
	case "gzip":
		z, err := gzip.NewReader(io.NewSectionReader(r, 0, size))
		if err != nil {
			return nil, &Error{File: file, What: "the file is not gzip: " + err.Error(), Hint: "fetch it again, or check pack in source.yaml"}
		}
		return bounded{Bounded(z, size, unpackedLimit), z}, nil
	case "zip":
		return oneMember(file, r, size, member)
	}
	return nil, fmt.Errorf("unknown pack %q: gzip or zip", pack)
}

type bounded struct {
	io.Reader
	io.Closer
}

func oneMember(file string, r io.ReaderAt, size int64, member string) (io.ReadCloser, error) {
	directory, err := zip.NewReader(r, size)
	if err != nil {
		return nil, &Error{File: file, What: "the file is not a zip archive: " + err.Error(), Hint: "fetch it again, it may be truncated"}
	}
	var found []*zip.File
	var names []string
	for _, f := range directory.File {
		name := strings.ReplaceAll(f.Name, `\`, "/")
		if strings.HasSuffix(name, "/") {
			continue
		}
		if !fs.ValidPath(name) || strings.Contains(name, ":") {
			return nil, &Error{File: file, What: fmt.Sprintf("the archive holds %q, a path out of its folder", f.Name), Hint: "look at the file before you trust it"}
		}
		names = append(names, name)
		ok := member == ""
		if !ok {
			if ok, err = path.Match(member, name); err != nil {
				return nil, fmt.Errorf("member %q: %w", member, err)
			}
		}
		if ok {
			found = append(found, f)
		}
	}
	if len(found) != 1 {
		return nil, &Error{File: file, What: fmt.Sprintf("%d files of the archive match member %q", len(found), member), Hint: "it holds " + strings.Join(names[:min(len(names), 20)], ", ")}
	}
	f := found[0]
	packed := int64(min(f.CompressedSize64, uint64(size)))
	if f.UncompressedSize64 > unpackedLimit || f.UncompressedSize64 > uint64(max(smallPart, unpackedRatio*packed)) {
		return nil, bombError(fmt.Sprintf("%s of the archive unpacks from %d to %d bytes", f.Name, packed, f.UncompressedSize64))
	}
	body, err := f.Open()
	if err != nil {
		return nil, &Error{File: file, What: fmt.Sprintf("%s of the archive cannot be read: %v", f.Name, err), Hint: "fetch it again, it may be damaged"}
	}
	return bounded{Bounded(body, packed, unpackedLimit), body}, nil
}

func bombError(what string) error {
	return &Error{File: "packed file", What: what, Hint: "no text is packed so tightly: look at the file before you trust it"}
}

// Bounded reads what was packed into so many bytes. It ends with an error where more comes than the limit, or than text can pack into.
func Bounded(r io.Reader, packed, limit int64) io.Reader {
	return &bound{r: r, left: min(limit, max(smallPart, unpackedRatio*packed)), packed: packed}
}

type bound struct {
	r            io.Reader
	left, packed int64
	read         int64
}

// Read gives the next bytes within the bound.
func (b *bound) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	b.read += int64(n)
	if b.read > b.left {
		return 0, bombError(fmt.Sprintf("%d bytes unpack to more than %d", b.packed, b.left))
	}
	return n, err
}
