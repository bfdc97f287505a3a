// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"context"

	"osnova/ingest/fetch"
)

// stopping is a file whose reading ends with its context: a register of gigabytes is not read to its end after Ctrl-C.
type stopping struct {
	fetch.Bytes
	ctx  context.Context
	size int64
}

// Size is the number of bytes of the file.
func (s stopping) Size() int64 { return s.size }

// Read reads on unless the context is done.
func (s stopping) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.Bytes.Read(p)
}

// ReadAt reads at a place unless the context is done.
func (s stopping) ReadAt(p []byte, off int64) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.Bytes.ReadAt(p, off)
}
