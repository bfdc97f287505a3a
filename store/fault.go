// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"github.com/marcboeker/go-duckdb"

	"osnova/catalog"
)

// Fault says that a declaration is to blame, not the machine: its step is not made, and the run goes on.
type Fault struct{ Finding catalog.Finding }

// Error is the finding in one line.
func (f *Fault) Error() string { return f.Finding.String() }

// queryError is a fault of one statement, kept whole so that a line of it can be found in the file that it came from.
type queryError struct {
	statement string
	err       error
}

// Error names the statement by its first line.
func (e *queryError) Error() string { return e.err.Error() + " in: " + firstLine(e.statement) }

// Unwrap gives the driver's own error.
func (e *queryError) Unwrap() error { return e.err }

// OutOfMemory says whether the database had not the memory that a statement asked for.
func OutOfMemory(err error) bool {
	var duck *duckdb.Error
	return errors.As(err, &duck) && duck.Type == duckdb.ErrorTypeOutOfMemory
}

// declared are the kinds of error that a SELECT brings about by itself. All others are of the machine or of the database file:
// what cannot be read, written or held in memory, and what DuckDB calls internal.
var declared = []duckdb.ErrorType{
	duckdb.ErrorTypeOutOfRange, duckdb.ErrorTypeConversion, duckdb.ErrorTypeDecimal, duckdb.ErrorTypeMismatchType, duckdb.ErrorTypeDivideByZero,
	duckdb.ErrorTypeInvalidType, duckdb.ErrorTypeNotImplemented, duckdb.ErrorTypeExpression, duckdb.ErrorTypeCatalog, duckdb.ErrorTypeParser,
	duckdb.ErrorTypeConstraint, duckdb.ErrorTypeSyntax, duckdb.ErrorTypeBinder, duckdb.ErrorTypeInvalidInput, duckdb.ErrorTypePermission,
	duckdb.ErrorTypeParameterNotResolved, duckdb.ErrorTypeParameterNotAllowed,
}

// Blame turns the error of a step into a *Fault where the declaration in file is to blame for it: what it asks for cannot be computed, though
// every table of reads can be read to its last row. sql is the query in that file, or empty. An error of the machine comes back as it is: of
// files, memory, an interrupt, a database that cannot be read.
func (s *Store) Blame(ctx context.Context, file, sql string, reads []string, err error) error {
	if err == nil || ctx.Err() != nil || errors.As(err, new(*Fault)) || s.open() != nil {
		return err
	}
	if errors.As(err, new(*fs.PathError)) || errors.As(err, new(*os.LinkError)) || errors.As(err, new(syscall.Errno)) {
		return err
	}
	var duck *duckdb.Error
	what := err.Error()
	if errors.As(err, &duck) {
		if !slices.Contains(declared, duck.Type) {
			return err
		}
		what, _, _ = strings.Cut(duck.Msg, "\nLINE ")
	}
	for _, relation := range reads {
		if _, broken := s.Digest(ctx, relation); broken != nil {
			return fmt.Errorf("%s cannot be read: %w; the database is disposable: if it is broken, remove it and build again", relation, broken)
		}
	}
	where := file
	var q *queryError
	if errors.As(err, &q) && duck != nil {
		if n := lineOf(duck.Msg, q.statement, sql); n > 0 {
			where = fmt.Sprintf("%s:%d", file, n)
		}
	}
	return &Fault{catalog.Finding{Where: where, What: strings.Join(strings.Fields(what), " "), Hint: "until it is fixed, nothing is made of it"}}
}

// lineOf is the line of sql that DuckDB's message points at within statement; 0 where it points at none.
func lineOf(message, statement, sql string) int {
	_, rest, found := strings.Cut(message, "\nLINE ")
	number, _, _ := strings.Cut(rest, ":")
	n, err := strconv.Atoi(number)
	body := trimQuery(sql)
	at := strings.Index(statement, body)
	if !found || err != nil || body == "" || at < 0 {
		return 0
	}
	n -= strings.Count(statement[:at], "\n")
	if n < 1 || n > strings.Count(body, "\n")+1 {
		return 0
	}
	return n + strings.Count(sql[:strings.Index(sql, body)], "\n")
}
