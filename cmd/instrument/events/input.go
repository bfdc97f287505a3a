package events

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"osnova/cmd/instrument"
	"osnova/metrics"
	"osnova/metrics/duration"
	"osnova/metrics/eventlog"
	"osnova/metrics/frame"
	"osnova/store"
)

// findLogs are the files that Logs names: a name that is a file is that file, whatever signs are in it; else it is a pattern.
func (o Options) findLogs() ([]string, error) {
	if len(o.Logs) == 0 {
		return nil, instrument.Usage("--log is missing: name a log, a pattern of logs, or - for stdin")
	}
	var out []string
	add := func(path string) error {
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			return instrument.Usage("--log: %s is a folder, name files, such as %s", path, filepath.Join(path, "*.csv"))
		}
		if !slices.Contains(out, path) {
			out = append(out, path)
		}
		return nil
	}
	for _, given := range o.Logs {
		if _, err := os.Stat(given); err == nil || given == "-" {
			if err := add(given); err != nil {
				return nil, err
			}
			continue
		}
		found, err := filepath.Glob(given)
		if err != nil {
			return nil, instrument.Usage("--log %s: the pattern is broken: %v", given, err)
		}
		if len(found) == 0 {
			return nil, instrument.Usage("--log: there is no file %s", given)
		}
		for _, path := range found {
			if err := add(path); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// lastWritten is the day in Kyiv on which the last of the logs was written; none where one is no file.
func lastWritten(paths []string) duration.Day {
	last := duration.None
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil || !info.Mode().IsRegular() {
			return duration.None
		}
		at := info.ModTime().In(eventlog.Kyiv)
		last = max(last, duration.DayOf(at.Year(), at.Month(), at.Day()))
	}
	return last
}

// logSource opens the logs of one run.
type logSource struct {
	desk  *instrument.Desk
	temp  string // folder for streams and for what Parquet is turned into
	total int
	kept  map[string]string // where a stream is kept, by path
}

// keepStream writes a log that can be read once only, such as stdin or a pipe, into a file, once, and gives its path: logs may have to be read
// again. Of a file it gives the path.
func (s *logSource) keepStream(path, name string) (string, error) {
	if kept := s.kept[path]; kept != "" {
		return kept, nil
	}
	if info, err := os.Stat(path); path != "-" && (err != nil || info.Mode().IsRegular()) {
		return path, nil
	}
	in, err := s.desk.OpenInput("log", path)
	if err != nil {
		return "", err
	}
	defer in.Close()
	kept := filepath.Join(s.temp, fmt.Sprintf("stream-%d", len(s.kept)))
	f, err := os.Create(kept)
	if err != nil {
		return "", fmt.Errorf("keep %s: %w", name, err)
	}
	_, err = io.Copy(f, in)
	if err := errors.Join(err, f.Close()); err != nil {
		return "", fmt.Errorf("keep %s: %w", name, err)
	}
	s.kept[path] = kept
	return kept, nil
}

// open gives the logs by path, each named by the last part of its path where that tells them apart.
func (s *logSource) open(paths []string) []metrics.EventLog {
	base := true // whether the last part of each path names it
	var names []string
	for _, p := range paths {
		base = base && !slices.Contains(names, filepath.Base(p))
		names = append(names, filepath.Base(p))
	}
	var out []metrics.EventLog
	for i, p := range paths {
		name := p
		if base {
			name = names[i]
		}
		if p == "-" {
			name = "stdin"
		}
		out = append(out, func(ctx context.Context, r *eventlog.Reader, do func(*eventlog.Batch) error) error {
			before, used := r.Rows, r.Used
			err := s.read(ctx, p, name, r, do)
			if err == nil && s.total > 1 {
				s.desk.Log.Info("log read", "file", name, "rows", r.Rows-before, "used", r.Used-used)
			}
			return err
		})
	}
	return out
}

// read gives one log to the reader, through CSV where it is Parquet.
func (s *logSource) read(ctx context.Context, path, name string, r *eventlog.Reader, do func(*eventlog.Batch) error) error {
	path, err := s.keepStream(path, name)
	if err != nil {
		return err
	}
	in, err := s.desk.OpenInput("log", path)
	if err != nil {
		return err
	}
	defer in.Close()
	size := int64(0)
	magic := make([]byte, 4)
	n, err := io.ReadFull(in, magic)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read %s: %w", name, err)
	}
	var whole io.Reader = io.MultiReader(bytes.NewReader(magic[:n]), in)
	if file, ok := in.(*os.File); ok {
		if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
			size = info.Size()
		}
	}
	if r.ByRow = string(magic[:n]) == "PAR1"; r.ByRow {
		made, err := s.convertParquet(ctx, path, name)
		if err != nil {
			return err
		}
		defer os.Remove(made.Name())
		defer made.Close()
		whole, size = made, 0
		if info, err := made.Stat(); err == nil {
			size = info.Size()
		}
	}
	whole, end := s.desk.CountBytes(whole, size, name)
	defer end()
	return r.Read(ctx, name, whole, size, do)
}

// convertParquet has DuckDB write a Parquet file as CSV, so that its cells pass the same checks. The connection is one of its own, for it
// must open files: just this one, by a link with a name of ours, since a name of theirs might be read as a pattern.
func (s *logSource) convertParquet(ctx context.Context, path, name string) (*os.File, error) {
	link, csv := filepath.Join(s.temp, "log.parquet"), filepath.Join(s.temp, "log.csv")
	defer os.Remove(link)
	full, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("find %s: %w", name, err)
	}
	if err := os.Symlink(full, link); err != nil {
		return nil, fmt.Errorf("link %s: %w", name, err)
	}
	st := &store.Store{MemoryLimit: "500MB"}
	defer st.Close()
	if err := st.Exec(ctx, "set temp_directory = "+quoteText(s.temp)); err != nil {
		return nil, err
	}
	if err := st.Exec(ctx, fmt.Sprintf("copy (select * from read_parquet(%s)) to %s (format csv, header)", quoteText(link), quoteText(csv))); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		why, _, _ := strings.Cut(err.Error(), " in: copy (") // the statement names our link, not their file
		return nil, &frame.CellError{File: name, Reason: "is no Parquet that can be read: " + strings.ReplaceAll(why, link, name)}
	}
	f, err := os.Open(csv)
	if err != nil {
		return nil, fmt.Errorf("open what %s was turned into: %w", name, err)
	}
	return f, nil
}

// addLogFindings makes findings of what is wrong with a log as a whole; faults of the machine stay errors.
func addLogFindings(d *instrument.Desk, err error) error {
	var cell *frame.CellError
	var unknown *frame.UnknownError
	var wrong instrument.UsageError
	var path *fs.PathError
	switch {
	case errors.As(err, &wrong), errors.As(err, &path):
		return err
	case errors.As(err, &cell), errors.As(err, &unknown):
		return d.AddFindings("log", err)
	}
	return err
}

// quoteText is a text as a literal of SQL.
func quoteText(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }
