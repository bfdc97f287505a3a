// SPDX-License-Identifier: Apache-2.0

package instrument

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"osnova/catalog"
	"osnova/ingest/tablefile"
	"osnova/metrics/frame"
)

// largeFile is the size of an input, in bytes, from which memory is dearer than the time of the collector.
const largeFile = 8 << 20

// Session is where one run of an instrument works. NewDesk makes one; an instrument's Run may be called once with it.
type Session struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Log            *slog.Logger
	Plain          bool             // draw no progress, as where the log is for machines
	Memory         int64            // bytes to keep within; 0: not known
	Now            func() time.Time // clock of what depends on the day
	Findings       catalog.Findings // what is wrong with the input; the caller shows them

	Parquet func(ctx context.Context, temp, name string, in io.Reader) (*os.File, error) // makes CSV of Parquet in a folder; nil: Parquet is refused

	Record *Record // what run.json says, but for the inputs; nil: none is written

	inputs []inputFile // files that were opened
	piped  *readOnce   // stdin, where it was read
}

// inputFile is a file that a run read.
type inputFile struct {
	path string
	info os.FileInfo
}

// NewSession is a session over streams, which logs as text to stderr, knows no bound of memory and has the clock of the computer.
func NewSession(stdin io.Reader, stdout, stderr io.Writer) *Session {
	return &Session{Stdin: stdin, Stdout: stdout, Stderr: stderr, Log: slog.New(slog.NewTextHandler(stderr, nil)), Now: time.Now}
}

// OpenInput opens the file that a flag names, or stdin for -. A file that is not there is a mistake in the command line.
func (d *Session) OpenInput(flag, path string) (io.ReadCloser, error) {
	if path == "" {
		return nil, Usage("--%s is missing: name a file", flag)
	}
	if path == "-" {
		return io.NopCloser(d.readStdin()), nil
	}
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, Usage("--%s: there is no file %s", flag, path)
	}
	if err != nil {
		return nil, fmt.Errorf("--%s: %w", flag, err)
	}
	switch info, err := f.Stat(); {
	case err != nil:
	case info.IsDir():
		f.Close()
		return nil, Usage("--%s: %s is a folder, name a file", flag, path)
	case info.Mode().IsRegular():
		d.inputs = append(d.inputs, inputFile{path, info})
		if info.Size() >= largeFile {
			debug.SetGCPercent(25) // what is read once is garbage soon, and a large file makes much of it
		}
	}
	return f, nil
}

// ReadFrame reads the table that a flag names, of whatever form, with some columns of numbers; what is no table, or no number there, is refused
// with findings. A column that is not there is none.
func (d *Session) ReadFrame(flag, path string, numbers ...string) (*frame.Frame, error) {
	return d.CheckFrame(flag, path, tablefile.Request{Columns: numbers, Numbers: numbers}, func(f *frame.Frame) error { return checkNumbers(f, numbers) })
}

// LoadFrame is ReadFrame of a file that no flag names; what is wrong is the error, not among the findings.
func (d *Session) LoadFrame(path string, numbers ...string) (f *frame.Frame, err error) {
	err = d.ReadTable(context.Background(), "file", path, tablefile.Request{Columns: numbers, Numbers: numbers}, func(name string, in io.Reader) error {
		var err error
		if f, err = frame.Read(name, in); err != nil {
			return err
		}
		return checkNumbers(f, numbers)
	})
	return f, err
}

// checkNumbers says which cells of columns of numbers are none; a column that is not there is passed over.
func checkNumbers(f *frame.Frame, numbers []string) error {
	var faults []error
	for _, name := range numbers {
		if f.Has(name) {
			_, err := f.Numbers(name)
			faults = append(faults, err)
		}
	}
	return errors.Join(faults...)
}

// CheckFrame reads a table as plain CSV if it passes the check so, else converted as want says, see ReadTable. What is wrong is refused with findings.
func (d *Session) CheckFrame(flag, path string, want tablefile.Request, check func(*frame.Frame) error) (f *frame.Frame, err error) {
	name := InputName(path)
	err = d.ReadTable(context.Background(), flag, path, want, func(name string, in io.Reader) error {
		var err error
		if f, err = frame.Read(name, in); err != nil {
			return err
		}
		return check(f)
	})
	if err := d.AddReadFault(context.Background(), name, err); err != nil {
		return nil, err
	}
	return f, nil
}

// AddReadFault turns what ReadTable returned into findings; mistakes of the command line, faults of the machine, a run that was stopped and what is among
// the findings already stay errors.
func (d *Session) AddReadFault(ctx context.Context, where string, err error) error {
	var wrong UsageError
	var machine *fs.PathError
	if errors.As(err, &wrong) || errors.As(err, &machine) || errors.Is(err, ErrRefused) {
		return err
	}
	return d.AddUnlessStopped(ctx, where, err)
}

// InputName is how findings and results name an input: the last part of its path, or stdin.
func InputName(path string) string {
	if path == "-" {
		return "stdin"
	}
	return filepath.Base(path)
}

// NoteInput remembers a file that is read by other means than OpenInput, so that RefuseOverwrite knows it.
func (d *Session) NoteInput(path string) {
	if info, err := os.Stat(path); err == nil {
		d.inputs = append(d.inputs, inputFile{path, info})
	}
}

// RefuseOverwrite refuses to write over, or to remove as of an earlier run, what this run reads.
func (d *Session) RefuseOverwrite(paths ...string) error {
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			continue
		}
		for _, read := range d.inputs {
			if os.SameFile(info, read.info) {
				return Usage("%s is read by this command and would be written over: give --out another place", path)
			}
		}
	}
	return nil
}
