// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"strings"
)

// listing collects the files of many publishers in one folder, and the list that names them.
type listing struct {
	o           *Folder
	source, dir string
	lines       []string
}

// put writes a file of the list, gzipped where its name ends so.
func (l *listing) put(name string, body []byte) error {
	if strings.HasSuffix(name, ".gz") {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		if _, err := z.Write(body); err != nil {
			return err
		}
		if err := z.Close(); err != nil {
			return err
		}
		body = b.Bytes()
	}
	l.lines = append(l.lines, fmt.Sprintf("%x  %s", sha256.Sum256(body), name))
	return l.o.File(l.dir+"/"+name, body)
}

// bad writes a file that is no such table: one record is quarantined for it.
func (l *listing) bad(name string) error {
	l.o.Records(l.source, name, "quarantined", 1)
	return l.put(name, []byte("<html><body>503</body></html>"))
}

// finish writes the list, after its files.
func (l *listing) finish() error {
	return l.o.File(l.dir+"/SHA256SUMS", []byte(strings.Join(l.lines, "\n")+"\n"))
}
