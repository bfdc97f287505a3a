// SPDX-License-Identifier: Apache-2.0

package instrument

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"osnova/ingest/tablefile"
	"osnova/metrics/frame"
)

// mostBytes is the size up to which a table that is no plain CSV is read; beyond it the way through memory is too dear.
const mostBytes = 1 << 29

// ReadTable gives the table that a flag names to read, as CSV: as it is where that is fine, else converted from whatever form it has (a workbook,
// other separators, marks of numbers, code pages, gzip, Parquet; want says what is asked of it). read is called once or twice, with the name for
// messages; what it returns of the last call is returned, unless the conversion says better what is wrong.
func (d *Session) ReadTable(ctx context.Context, flag, path string, want tablefile.Request, read func(name string, in io.Reader) error) error {
	in, err := d.OpenInput(flag, path)
	if err != nil {
		return err
	}
	defer in.Close()
	name := InputName(path)
	file, done, err := rewindable(in)
	if err != nil {
		return fmt.Errorf("keep %s: %w", name, err)
	}
	defer done()
	var source io.ReadSeeker = file
	magic := make([]byte, 4)
	n, _ := io.ReadFull(source, magic) // what is shorter is no such file
	if _, err := source.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	switch {
	case bytes.HasPrefix(magic[:n], []byte{0x1f, 0x8b}):
		body, err := unpack(name, source)
		if err != nil {
			return err
		}
		source = bytes.NewReader(body)
	case string(magic[:n]) == "PAR1":
		temp, err := os.MkdirTemp("", "osnova-table-")
		if err != nil {
			return fmt.Errorf("make a folder for the work: %w", err)
		}
		defer os.RemoveAll(temp)
		if d.Parquet == nil {
			return &frame.CellError{File: name, Reason: "the file is Parquet: save it as CSV in UTF-8"}
		}
		made, err := d.Parquet(ctx, temp, name, source)
		if err != nil {
			return err
		}
		defer made.Close()
		source = made
	}
	strict := read(name, source)
	var cell *frame.CellError
	var unknown *frame.UnknownError
	if ctx.Err() != nil || !errors.As(strict, &cell) && !errors.As(strict, &unknown) {
		return strict
	}
	if _, err := source.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	body, err := io.ReadAll(io.LimitReader(source, mostBytes+1))
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	if len(body) > mostBytes {
		return strict
	}
	table, err := tablefile.Convert(name, body, want)
	if err != nil {
		return errors.Join(append([]error{err}, otherFaults(strict, want)...)...)
	}
	return read(name, bytes.NewReader(table))
}

// otherFaults are those of the faults of a table that a conversion does not look for: names that are not there, and cells of other columns than those
// that it reads as numbers.
func otherFaults(err error, want tablefile.Request) (faults []error) {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		for _, one := range many.Unwrap() {
			faults = append(faults, otherFaults(one, want)...)
		}
		return faults
	}
	var unknown *frame.UnknownError
	var cell *frame.CellError
	if errors.As(err, &unknown) || errors.As(err, &cell) && cell.Column != "" && !slices.Contains(want.Numbers, cell.Column) {
		faults = append(faults, err)
	}
	return faults
}

// rewindable gives what can be read again from its beginning: a file as it is, a stream kept in a file of ours, which done removes.
func rewindable(in io.Reader) (file *os.File, done func(), err error) {
	if file, ok := in.(*os.File); ok {
		if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
			return file, func() {}, nil
		}
	}
	if file, err = os.CreateTemp("", "osnova-stream-"); err != nil {
		return nil, nil, err
	}
	done = func() {
		file.Close()
		os.Remove(file.Name())
	}
	if _, err = io.Copy(file, in); err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		done()
		return nil, nil, err
	}
	return file, done, nil
}

// unpack reads a table packed by gzip.
func unpack(name string, in io.Reader) ([]byte, error) {
	z, err := gzip.NewReader(in)
	if err != nil {
		return nil, &frame.CellError{File: name, Reason: fmt.Sprintf("the gzip file is broken (%v): fetch or pack it again", err)}
	}
	body, err := io.ReadAll(io.LimitReader(z, mostBytes+1))
	if err != nil {
		return nil, &frame.CellError{File: name, Reason: fmt.Sprintf("the gzip file is broken (%v): fetch or pack it again", err)}
	}
	if len(body) > mostBytes {
		return nil, &frame.CellError{File: name, Reason: fmt.Sprintf("unpacks to more than %d MB: unpack it first", mostBytes>>20)}
	}
	return body, nil
}
