// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"unicode"

	"osnova/catalog"
	"osnova/store/disk"

	"github.com/marcboeker/go-duckdb"
)

// Store is one DuckDB database. The zero Path is a database in memory.
// A database on disk is worked on as a copy beside the file; Commit puts the copy in its place, Close throws it away,
// so that readers and a killed run always see the last good one. It opens on first use.
type Store struct {
	Path        string // the database that readers see
	WorkDir     string // where the copy and spilled data lie; needed with Path
	Anew        bool   // begin with an empty database, whatever lies at Path
	Threads     int    // 0: all cores
	MemoryLimit string // DuckDB notation; default 2GB

	once      sync.Once
	sealed    bool
	err       error
	db        *sql.DB
	connector *duckdb.Connector
	knowing   sync.Mutex
	known     *known // functions of the database
}

// settings keep DuckDB from the network and from files nobody asked for.
const settings = "autoinstall_known_extensions=false&autoload_known_extensions=false&allow_community_extensions=false"

func (s *Store) open() error {
	s.once.Do(func() { s.err = s.start() })
	return s.err
}

func (s *Store) start() error {
	threads, memory := s.Threads, s.MemoryLimit
	if threads == 0 {
		threads = runtime.NumCPU()
	}
	if memory == "" {
		memory = "2GB"
	}
	work := ""
	dsn := fmt.Sprintf("?%s&threads=%d&memory_limit=%s", settings, threads, memory)
	if s.Path != "" {
		if err := os.MkdirAll(s.WorkDir, 0o755); err != nil {
			return fmt.Errorf("make the work folder: %w", err)
		}
		full, err := filepath.Abs(s.work())
		if err != nil {
			return fmt.Errorf("find the work folder: %w", err)
		}
		if strings.ContainsAny(full, "?#%") || strings.ContainsFunc(full, unicode.IsControl) { // the driver takes them for its own marks, and drops the settings
			return fmt.Errorf("the database cannot lie in %q: no ?, #, %% or line break may stand in the path; give another --out", filepath.Dir(s.Path))
		}
		work = full
		if s.Anew {
			err = errors.Join(remove(work), remove(work+".wal"))
		} else {
			err = copyFile(s.Path, work)
		}
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("copy the database to work on: %w", err)
		}
		dsn = work + dsn + "&temp_directory=" + url.QueryEscape(filepath.Join(filepath.Dir(work), "spill"))
	}
	connector, err := duckdb.NewConnector(dsn, nil)
	if err != nil {
		if s.Path != "" {
			return fmt.Errorf("open %s: %w; the database is disposable: if it is broken, remove it and build again", s.Path, err)
		}
		return fmt.Errorf("open a database in memory: %w", err)
	}
	s.connector, s.db = connector, sql.OpenDB(connector)
	if s.Path == "" {
		s.db.SetMaxOpenConns(1)
	}
	if err := s.register(); err != nil {
		return err
	}
	for _, schema := range Layers {
		if _, err := s.db.Exec("create schema if not exists " + schema); err != nil {
			return fmt.Errorf("make schema %s: %w", schema, err)
		}
	}
	return nil
}

// Layers are the schemas in the order in which SQL may read them: each only itself and those before it.
var Layers = catalog.Schemas

func (s *Store) work() string { return filepath.Join(s.WorkDir, "osnova.duckdb") }

// Opened reports whether anything has used the database in this run.
func (s *Store) Opened() bool { return s.db != nil }

// Seal writes the database out and closes it: all that can fail for want of space or time. Without any use it does nothing.
func (s *Store) Seal(ctx context.Context) error {
	if !s.Opened() || s.Path == "" || s.sealed {
		return nil
	}
	if _, err := s.db.ExecContext(ctx, "checkpoint"); err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	if err := s.db.Close(); err != nil {
		return fmt.Errorf("close the database: %w", err)
	}
	s.db, s.sealed = nil, true
	return nil
}

// Commit seals the database and puts it in the place that readers see. Without any use it does nothing.
func (s *Store) Commit(ctx context.Context) error {
	if err := s.Seal(ctx); err != nil || !s.sealed {
		return err
	}
	// A log left behind by somebody else's program belongs to the old file.
	if err := os.Remove(s.Path + ".wal"); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("remove the old log: %w", err)
	}
	if err := os.Rename(s.work(), s.Path); err != nil {
		return fmt.Errorf("put the database in place: %w", err)
	}
	return nil
}

// Close throws away what was not committed.
func (s *Store) Close() error {
	if !s.Opened() {
		return nil
	}
	err := s.db.Close()
	s.db = nil
	return err
}

// Exec runs statements that give no rows.
func (s *Store) Exec(ctx context.Context, statements string, args ...any) error {
	if err := s.open(); err != nil {
		return err
	}
	if _, err := s.db.ExecContext(ctx, statements, args...); err != nil {
		return &queryError{statements, err}
	}
	return nil
}

// Materialise runs one SELECT and keeps its result as the table relation, replacing an older one.
func (s *Store) Materialise(ctx context.Context, relation, query string) error {
	return s.Exec(ctx, "create or replace table "+relation+" as "+trimQuery(query))
}

// Digest is a hash of a relation as a table: names and types of its columns in their order, and the multiset of its rows; not their order.
// Equal digests mean equal tables, so that what reads them may rest.
func (s *Store) Digest(ctx context.Context, relation string) (string, error) {
	described, err := s.Select(ctx, "select column_name, column_type from (describe "+relation+")")
	if err != nil {
		return "", err
	}
	var form, cells []string
	for _, column := range described.Values {
		name, typ := column[0].(string), column[1].(string)
		form = append(form, name, typ)
		cells = append(cells, hashed(quote(name), typ)...)
	}
	// A row's hash is hashed once more: DuckDB mixes a row's cells by xor, so that sums of bare hashes hardly see cells change rows.
	rows, err := s.Select(ctx, "select coalesce(sum(hash(hash("+strings.Join(cells, ", ")+"))::hugeint), 0)::varchar, count(*)::varchar from "+relation)
	if err != nil {
		return "", err
	}
	return HashParts(append(form, rows.Values[0][0].(string))...)[:32] + "/" + rows.Values[0][1].(string), nil
}

// hashed are the expressions by which the cells of a column are told apart. DuckDB gives 0.0 and -0.0 one hash, and intervals of 30 days and
// of a month too; what is no plain type is hashed as its text.
func hashed(column, typ string) []string {
	switch {
	case typ == "DOUBLE" || typ == "FLOAT":
		return []string{column, "signbit(" + column + ")"}
	case typ == "VARCHAR" || typ == "BOOLEAN" || typ == "DATE" || typ == "BLOB" || strings.HasSuffix(typ, "INT") || strings.HasSuffix(typ, "INTEGER") || strings.HasPrefix(typ, "DECIMAL"):
		return []string{column}
	}
	return []string{column + "::varchar"}
}

// Made is the result of a step that made these tables.
func (s *Store) Made(ctx context.Context, tables ...string) (Result, error) {
	out := Result{Tables: map[string]string{}}
	for _, t := range tables {
		digest, err := s.Digest(ctx, t)
		if err != nil {
			return Result{}, err
		}
		out.Tables[t] = digest
	}
	return out, nil
}

// Drop takes tables out of the database; those that are not there are no fault.
func (s *Store) Drop(ctx context.Context, tables ...string) error {
	for _, t := range tables {
		schema, name, _ := strings.Cut(t, ".")
		if err := s.Exec(ctx, "drop table if exists "+quote(schema)+"."+quote(name)); err != nil {
			return err
		}
	}
	return nil
}

// conn hands the driver's own connection to do.
func (s *Store) conn(ctx context.Context, do func(driver.Conn) error) error {
	if err := s.open(); err != nil {
		return err
	}
	c, err := s.db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	defer c.Close()
	return c.Raw(func(raw any) error { return do(raw.(driver.Conn)) })
}

func trimQuery(query string) string { return strings.TrimRight(strings.TrimSpace(query), "; \n\t") }

func firstLine(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > 120 {
		return string(r[:120]) + "…"
	}
	return text
}

func copyFile(from, to string) error {
	if err := os.Remove(to); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	_ = os.Remove(to + ".wal")
	in, err := disk.OpenRegular(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}
