package instrument

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"osnova/catalog"
	"osnova/metrics/frame"
)

// largeFile is the size of an input, in bytes, from which memory is dearer than the time of the collector.
const largeFile = 8 << 20

// Desk is where one run of an instrument works. NewDesk makes one; an instrument's Run may be called once with it.
type Desk struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Log            *slog.Logger
	Plain          bool             // draw no progress, as where the log is for machines
	Memory         int64            // bytes to keep within; 0: not known
	Now            func() time.Time // clock of what depends on the day
	Findings       catalog.Findings // what is wrong with the input; the caller shows them

	inputs []os.FileInfo // files that were opened
}

// NewDesk is a desk over streams, which logs as text to stderr, knows no bound of memory and has the clock of the computer.
func NewDesk(stdin io.Reader, stdout, stderr io.Writer) *Desk {
	return &Desk{Stdin: stdin, Stdout: stdout, Stderr: stderr, Log: slog.New(slog.NewTextHandler(stderr, nil)), Now: time.Now}
}

// OpenInput opens the file that a flag names, or stdin for -. A file that is not there is a mistake in the command line.
func (d *Desk) OpenInput(flag, path string) (io.ReadCloser, error) {
	if path == "" {
		return nil, Usage("--%s is missing: name a file", flag)
	}
	if path == "-" {
		return io.NopCloser(d.Stdin), nil
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
		d.inputs = append(d.inputs, info)
		if info.Size() >= largeFile {
			debug.SetGCPercent(25) // what is read once is garbage soon, and a large file makes much of it
		}
	}
	return f, nil
}

// ReadFrame reads the CSV file that a flag names; a file that is no table is refused with findings.
func (d *Desk) ReadFrame(flag, path string) (*frame.Frame, error) {
	r, err := d.OpenInput(flag, path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	name := InputName(path)
	f, err := frame.Read(name, r)
	if err != nil {
		return nil, d.AddFindings(name, err)
	}
	return f, nil
}

// InputName is how findings and results name an input: the last part of its path, or stdin.
func InputName(path string) string {
	if path == "-" {
		return "stdin"
	}
	return filepath.Base(path)
}

// NoteInput remembers a file that is read by other means than OpenInput, so that RefuseOverwrite knows it.
func (d *Desk) NoteInput(path string) {
	if info, err := os.Stat(path); err == nil {
		d.inputs = append(d.inputs, info)
	}
}

// RefuseOverwrite refuses to write over, or to remove as of an earlier run, what this run reads.
func (d *Desk) RefuseOverwrite(paths ...string) error {
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			continue
		}
		for _, read := range d.inputs {
			if os.SameFile(info, read) {
				return Usage("%s is read by this command and would be written over: give --out another place", path)
			}
		}
	}
	return nil
}
