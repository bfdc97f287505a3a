// SPDX-License-Identifier: Apache-2.0

package instrument

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"osnova/catalog"
	"osnova/ingest/parse"
	"osnova/metrics/frame"
)

// UsageError is a mistake in what was asked for, such as a flag that is missing; nothing was read or written.
type UsageError struct{ Err error }

// Error says what is wrong and what to give.
func (e UsageError) Error() string { return e.Err.Error() }

// Unwrap is the mistake itself.
func (e UsageError) Unwrap() error { return e.Err }

// Usage makes a UsageError of words.
func Usage(format string, args ...any) error { return UsageError{fmt.Errorf(format, args...)} }

// ErrRefused ends a run whose input is wrong: the findings say how.
var ErrRefused = errors.New("the input was refused")

// AddFindings turns the faults of an input, joined or single, into findings, with the nearest name where a name is unknown, and gives ErrRefused.
// Without a fault it gives nil.
func (d *Session) AddFindings(where string, err error) error {
	if err == nil {
		return nil
	}
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		for _, one := range many.Unwrap() {
			_ = d.AddFindings(where, one)
		}
		return ErrRefused
	}
	var cell *frame.CellError
	var unknown *frame.UnknownError
	var unread *parse.Error
	switch {
	case errors.As(err, &unread):
		d.Findings = append(d.Findings, unread.Finding())
	case errors.As(err, &unknown):
		d.Findings.Add(unknown.Where, HintName(unknown.Name, unknown.Have), "no %s %q", unknown.What, unknown.Name)
	case errors.As(err, &cell):
		d.Findings.Add(cell.Where(), "", "%s", cell.What())
	default:
		d.Findings.Add(where, "", "%s", strings.TrimPrefix(err.Error(), where+": "))
	}
	return ErrRefused
}

// AddUnlessStopped is AddFindings, but for a run that was stopped.
func (d *Session) AddUnlessStopped(ctx context.Context, where string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return d.AddFindings(where, err)
}

// HintName is what to try in place of a name that is not among those there are.
func HintName(name string, have []string) string {
	if near := catalog.Nearest(name, have); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "there are: " + listSome(have)
}

// listSome lists the first names of many.
func listSome(names []string) string {
	const most = 30
	text := strings.Join(names[:min(most, len(names))], ", ")
	if more := len(names) - most; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}
