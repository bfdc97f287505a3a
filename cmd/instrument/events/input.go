// SPDX-License-Identifier: Apache-2.0

package events

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"osnova/catalog"
	"osnova/cmd/instrument"
	"osnova/cmd/instrument/parquet"
	"osnova/ingest/parse"
	"osnova/ingest/parse/datetext"
	"osnova/ingest/tablefile"
	"osnova/metrics"
	"osnova/metrics/duration"
	"osnova/metrics/eventlog"
	"osnova/metrics/frame"
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
	last := duration.NoDate
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil || !info.Mode().IsRegular() {
			return duration.NoDate
		}
		at := info.ModTime().In(eventlog.KyivTime)
		last = max(last, duration.DayOf(at.Year(), at.Month(), at.Day()))
	}
	return last
}

// logSource opens the logs of one run.
type logSource struct {
	desk  *instrument.Session
	temp  string // folder for streams and for what Parquet is turned into
	total int
	kept  map[string]string // where a stream is kept, by path

	mapping *mapping
	want    tablefile.Request // of a log that is converted
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
	var whole io.ReadSeeker = in.(io.ReadSeeker) // a file, since streams are kept in one
	if r.ByRow = string(magic[:n]) == "PAR1"; r.ByRow {
		made, err := parquet.Convert(ctx, s.temp, name, in)
		if err != nil {
			return err
		}
		defer os.Remove(made.Name())
		defer made.Close()
		whole = made
	}
	if info, err := whole.(*os.File).Stat(); err == nil {
		size = info.Size()
	}
	if _, err := whole.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	table, err := s.convert(name, whole, size)
	if err != nil {
		return err
	}
	if table != nil {
		whole, size = bytes.NewReader(table), int64(len(table))
	}
	return s.measure(ctx, name, whole, size, r, do)
}

// mostSniffed is how much of a log, in bytes, shows whether it is plain CSV.
const mostSniffed = 1 << 18

// convert makes plain CSV of a log that is none, or that the mapping speaks of; nil where the log is read as it is. A log too large to convert is so.
func (s *logSource) convert(name string, in io.ReadSeeker, size int64) ([]byte, error) {
	head, err := io.ReadAll(io.LimitReader(in, mostSniffed))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if s.mapping.plain() && isPlain(head, s.want.Read) {
		return nil, nil
	}
	var body io.Reader = in
	if bytes.HasPrefix(head, []byte{0x1f, 0x8b}) {
		if body, err = gzip.NewReader(in); err != nil {
			return nil, &frame.CellError{File: name, Reason: fmt.Sprintf("the gzip file is broken (%v): fetch or pack it again", err)}
		}
	}
	text, err := io.ReadAll(io.LimitReader(body, mostConverted+1))
	if err != nil {
		return nil, &frame.CellError{File: name, Reason: fmt.Sprintf("cannot be read (%v): fetch it again", err)}
	}
	if len(text) > mostConverted {
		if !s.mapping.plain() {
			return nil, &frame.CellError{
				File: name,
				Reason: fmt.Sprintf(
					"has more than %d MB: a log of that size is read as it is; rename its columns and words in it, or measure it in parts",
					mostConverted>>20,
				),
			}
		}
		_, err := in.Seek(0, io.SeekStart)
		return nil, err
	}
	table, err := tablefile.Convert(name, text, s.want)
	if err == nil && s.mapping.Rows == "event" {
		table, err = s.mapping.foldEvents(name, table)
	}
	if err != nil {
		return nil, err
	}
	return countDays(name, table, s.want.Read.Zone)
}

// mostConverted is the size of a log, in bytes, up to which it is converted.
const mostConverted = 1 << 29

// isPlain says of the beginning of a log whether it is CSV as it is read fastest: in UTF-8, with commas, the known columns, terms in days, and no
// dates that the reader reads but are not written as YYYY-MM-DD.
func isPlain(head []byte, reader datetext.Reader) bool {
	if bytes.HasPrefix(head, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(bytes.NewReader(head))
		if err != nil {
			return true // told by who reads it
		}
		head, _ = io.ReadAll(io.LimitReader(z, mostSniffed)) // as much as there is
	}
	if last := bytes.LastIndexByte(head, '\n'); last >= 0 && len(head) >= mostSniffed/2 {
		head = head[:last+1]
	}
	rows, err := frame.NewScanner("log", bytes.NewReader(head))
	if err != nil {
		return false
	}
	var dates []int
	for _, name := range eventlog.Required {
		if !slices.Contains(rows.Names, name) {
			return false
		}
	}
	for i, name := range rows.Names {
		if name == dueColumn {
			return false
		}
		if slices.Contains(dateColumns, name) {
			dates = append(dates, i)
		}
	}
	for rows.Scan() {
		for _, i := range dates {
			cell := strings.TrimSpace(rows.Cells()[i])
			if _, ok := duration.Parse([]byte(cell)); ok || cell == "" {
				continue
			}
			var fault *datetext.Error
			if _, err := reader.Read(cell); err == nil || errors.As(err, &fault) && fault.Doubt {
				return false
			}
		}
	}
	var broken *frame.CellError // such as bytes of another code page; a row of another length is rejected by who reads it
	return !errors.As(rows.Err(), &broken) || broken.Column == ""
}

// measure gives a log to the reader, and shows how far it is.
func (s *logSource) measure(ctx context.Context, name string, in io.Reader, size int64, r *eventlog.Reader, do func(*eventlog.Batch) error) error {
	whole, end := s.desk.CountBytes(in, size, name)
	defer end()
	return r.Read(ctx, name, whole, size, do)
}

// addLogFindings makes findings of what is wrong with a log as a whole; faults of the machine stay errors.
func addLogFindings(d *instrument.Session, err error) error {
	var cell *frame.CellError
	var unknown *frame.UnknownError
	var unread *parse.Error
	var wrong instrument.UsageError
	var path *fs.PathError
	switch {
	case errors.As(err, &wrong), errors.As(err, &path):
		return err
	case errors.As(err, &unknown) && slices.Contains(eventlog.Required, unknown.Name):
		return addMissingColumns(d, err)
	case errors.As(err, &cell), errors.As(err, &unknown), errors.As(err, &unread):
		return d.AddFindings("log", err)
	}
	return err
}

// addMissingColumns says in one finding which columns a log lacks, and how to say which of its own they are.
func addMissingColumns(d *instrument.Session, err error) error {
	faults := []error{err}
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		faults = many.Unwrap()
	}
	var lacks []string
	var where string
	var have []string
	for _, one := range faults {
		var unknown *frame.UnknownError
		if errors.As(one, &unknown) && unknown.What == "column" && catalog.Nearest(unknown.Name, unknown.Have) == "" {
			lacks, where, have = append(lacks, unknown.Name), unknown.Where, unknown.Have
			continue
		}
		_ = d.AddFindings("log", one)
	}
	if lacks == nil {
		return instrument.ErrRefused
	}
	hint := "say which of its columns is which by --columns FILE.yaml, such as columns: {case_id: " + have[0] + "}"
	if slices.ContainsFunc(have, func(name string) bool { return eventColumns[strings.ToLower(name)] }) {
		hint = "it looks like a log with a row for each event: say so by --columns FILE.yaml, with rows: event, columns: {case_id, activity, time} and the activities by which a case is done"
	}
	d.Findings.Add(where, hint, "a log needs %s; there are %s", strings.Join(lacks, ", "), strings.Join(have, ", "))
	return instrument.ErrRefused
}

// eventColumns are names that logs of events have, in XES and in the programs that mine processes.
var eventColumns = map[string]bool{
	"concept:name": true, "time:timestamp": true, "lifecycle:transition": true, "activity": true, "activity_id": true, "activityname": true, "case:concept:name": true,
}
