// SPDX-License-Identifier: Apache-2.0

package xmlrecords

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"

	"osnova/ingest/parse/zipfile"
)

// Member is one XML file: of a ZIP archive, of a gzip file, or bare.
type Member struct {
	Name     string    // inside the archive; empty where there is none
	Modified time.Time // zero where the archive does not say
	Size     int64     // bytes unpacked; -1 where that is not known
	Open     func() (io.ReadCloser, error)
}

// Limits are what an archive may unpack to, so that a small file cannot take days.
type Limits struct {
	Total int64 // bytes of all members read; default 64 GB
	Ratio int64 // unpacked to packed, looked at only above 16 MB; default 200, twice what a register of equal records packs to
}

const smallMember = 16 << 20

// Members lists the XML files in size bytes of in: the members of a ZIP whose names match (nil: all), in the order of the archive, ZIP64
// included; or the file itself, unpacked if it is gzip. Members are streamed, none is unpacked to disk, and no name is taken for a path.
// An archive that is cut, encrypted, holds nothing that matches or would unpack to more than the limits is an *Error.
func Members(in io.ReaderAt, size int64, match *regexp.Regexp, l Limits) ([]Member, error) {
	if l.Total == 0 {
		l.Total = 64 << 30
	}
	if l.Ratio == 0 {
		l.Ratio = 200
	}
	var head [4]byte
	n, err := in.ReadAt(head[:], 0)
	if err != nil && err != io.EOF {
		return nil, err
	}
	whole := func() io.Reader { return io.NewSectionReader(in, 0, size) }
	switch {
	case bytes.HasPrefix(head[:n], []byte("PK")):
		return zipped(in, size, match, l)
	case bytes.HasPrefix(head[:n], []byte{0x1f, 0x8b}):
		return []Member{{Size: -1, Open: func() (io.ReadCloser, error) {
			z, err := gzip.NewReader(whole())
			if err != nil {
				return nil, &Error{0, "the gzip file cannot be opened: " + err.Error()}
			}
			return bounded(z, min(l.Total, max(smallMember, l.Ratio*size)), "the gzip file"), nil
		}}}, nil
	}
	return []Member{{Size: size, Open: func() (io.ReadCloser, error) { return io.NopCloser(whole()), nil }}}, nil
}

func zipped(in io.ReaderAt, size int64, match *regexp.Regexp, l Limits) ([]Member, error) {
	directory, err := zipfile.Open(in, size)
	if err != nil {
		return nil, &Error{size, "the archive ends without its directory (" + err.Error() + "): it may be truncated"}
	}
	var out []Member
	var names []string
	total := uint64(0)
	for _, f := range directory.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		names = append(names, f.Name)
		if match != nil && !match.MatchString(f.Name) {
			continue
		}
		if f.Flags&1 != 0 {
			return nil, &Error{0, fmt.Sprintf("member %.80q of the archive is encrypted", f.Name)}
		}
		total += f.UncompressedSize64
		if total > uint64(l.Total) || f.UncompressedSize64 > max(smallMember, uint64(l.Ratio)*f.CompressedSize64) {
			return nil, &Error{0, fmt.Sprintf("member %.80q of the archive unpacks from %d to %d bytes: no register is packed so tightly", f.Name, f.CompressedSize64, f.UncompressedSize64)}
		}
		out = append(out, Member{f.Name, f.Modified, int64(f.UncompressedSize64), func() (io.ReadCloser, error) {
			r, err := f.Open()
			if err != nil {
				return nil, fmt.Errorf("open member %.80q: %w", f.Name, err)
			}
			return bounded(r, int64(f.UncompressedSize64), "the member"), nil // the directory may lie
		}})
	}
	if len(out) == 0 {
		return nil, &Error{0, fmt.Sprintf("no member of the archive matches %s; there are: %.400s", match, strings.Join(names, ", "))}
	}
	return out, nil
}

// bounded refuses the byte after the last one allowed.
func bounded(r io.ReadCloser, limit int64, what string) io.ReadCloser {
	return &bound{r, limit, limit, what}
}

type bound struct {
	io.ReadCloser
	left, limit int64
	what        string
}

// Read reads up to the limit; what comes after is an *Error.
func (b *bound) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, &Error{b.limit, b.what + " unpacks to more than is promised or allowed"}
	}
	return n, err
}
