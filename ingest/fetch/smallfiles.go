// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync"
)

// SmallFilesName is the archive of small snapshots. Any tar program lists and unpacks it.
const SmallFilesName = "small.tar"

// smallFiles keeps snapshots that are too small for a file of their own, such as the pages of a register, one behind the other in a tar
// archive, each under its sha256: to make a file for each costs more than to read it. It only grows at its end, by whole entries; what a
// killed run left of one is cut off when the archive is opened again. It is safe for concurrent use.
type smallFiles struct {
	path string

	mu   sync.Mutex
	file *os.File
	at   map[string]byteSpan // by sha256
	head bytes.Buffer
}

// byteSpan is where the bytes of an entry lie.
type byteSpan struct{ from, size int64 }

const block = 512 // of a tar archive

// open reads what is in the archive, once. The lock is held.
func (s *smallFiles) open() error {
	if s.file != nil {
		return nil
	}
	f, err := os.OpenFile(s.path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return DiskError{fmt.Errorf("open the archive of small snapshots: %w", err)}
	}
	at, whole, err := listEntries(f)
	if err == nil {
		err = f.Truncate(whole)
	}
	if err != nil {
		f.Close()
		return DiskError{fmt.Errorf("read the archive of small snapshots %s: %w; it may be deleted, it will be fetched anew", s.path, err)}
	}
	s.file, s.at = f, at
	return nil
}

// listEntries lists an archive and says where its last whole entry ends.
func listEntries(f *os.File) (at map[string]byteSpan, whole int64, err error) {
	info, err := f.Stat()
	if err != nil {
		return nil, 0, err
	}
	at, one := map[string]byteSpan{}, make([]byte, block)
	for {
		if _, err := f.ReadAt(one, whole); err != nil {
			if errors.Is(err, io.EOF) {
				err = nil
			}
			return at, whole, err
		}
		h, err := tar.NewReader(bytes.NewReader(one)).Next()
		if err != nil { // not written by us, or torn
			return at, whole, nil
		}
		end := whole + block + padded(min(h.Size, info.Size())) // a torn header may tell any size
		if end > info.Size() {
			return at, whole, nil
		}
		at[h.Name] = byteSpan{whole + block, h.Size}
		whole = end
	}
}

func padded(size int64) int64 { return (size + block - 1) / block * block }

// put adds an entry, if it is not there.
func (s *smallFiles) put(sum string, body []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.open(); err != nil {
		return err
	}
	if _, ok := s.at[sum]; ok {
		return nil
	}
	s.head.Reset()
	w := tar.NewWriter(&s.head)
	err := w.WriteHeader(&tar.Header{Name: sum, Size: int64(len(body)), Mode: 0o644, Typeflag: tar.TypeReg, Format: tar.FormatUSTAR})
	if err == nil {
		_, err = w.Write(body)
	}
	if err = errors.Join(err, w.Flush()); err != nil {
		return fmt.Errorf("keep a snapshot: %w", err)
	}
	n, err := s.file.Write(s.head.Bytes()) // in one piece, at the end as it is now
	end, where := s.file.Seek(0, io.SeekCurrent)
	if err = errors.Join(err, where); err != nil {
		if where == nil {
			_ = s.file.Truncate(end - int64(n))
		}
		return DiskError{fmt.Errorf("keep a snapshot: %w", err)}
	}
	s.at[sum] = byteSpan{end - padded(int64(len(body))), int64(len(body))}
	return nil
}

// get gives an entry, read once to see that its bytes are still those of its name.
func (s *smallFiles) get(sum string) (Content, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file == nil {
		if _, err := os.Stat(s.path); err != nil {
			return Content{}, err
		}
	}
	if err := s.open(); err != nil {
		return Content{}, err
	}
	where, ok := s.at[sum]
	if !ok {
		return Content{}, fs.ErrNotExist
	}
	body := make([]byte, where.size)
	if _, err := s.file.ReadAt(body, where.from); err != nil {
		return Content{}, fmt.Errorf("read a snapshot: %w", err)
	}
	b := InMemory(body)
	if b.SHA256 != sum { // damaged: the next put is to write it again
		delete(s.at, sum)
		return Content{}, fs.ErrNotExist
	}
	return b, nil
}
