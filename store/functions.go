// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql/driver"
	"fmt"
	"sync"

	"github.com/marcboeker/go-duckdb"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// collator serialises use of x/text's collator, which is not safe for several goroutines.
type collator struct {
	mu  sync.Mutex
	by  *collate.Collator
	buf collate.Buffer
}

// ukKey is the SQL function uk_key(text): a sort key of the Ukrainian alphabet (а ґ є і ї in their places).
type ukKey struct{ c *collator }

// Config tells DuckDB the types of the function.
func (f *ukKey) Config() duckdb.ScalarFuncConfig {
	text, _ := duckdb.NewTypeInfo(duckdb.TYPE_VARCHAR)
	blob, _ := duckdb.NewTypeInfo(duckdb.TYPE_BLOB)
	return duckdb.ScalarFuncConfig{InputTypeInfos: []duckdb.TypeInfo{text}, ResultTypeInfo: blob}
}

// Executor gives the function of one row.
func (f *ukKey) Executor() duckdb.ScalarFuncExecutor {
	return duckdb.ScalarFuncExecutor{RowExecutor: func(values []driver.Value) (any, error) {
		text, ok := values[0].(string)
		if !ok {
			return nil, nil
		}
		f.c.mu.Lock()
		defer f.c.mu.Unlock()
		f.c.buf.Reset()
		key := f.c.by.KeyFromString(&f.c.buf, text)
		return append([]byte(nil), key...), nil
	}}
}

// ukLatin is the SQL function uk_latin(text): Ukrainian names in Latin letters by Cabinet Resolution 55 of 27.01.2010.
type ukLatin struct{}

// Config tells DuckDB the types of the function.
func (ukLatin) Config() duckdb.ScalarFuncConfig {
	text, _ := duckdb.NewTypeInfo(duckdb.TYPE_VARCHAR)
	return duckdb.ScalarFuncConfig{InputTypeInfos: []duckdb.TypeInfo{text}, ResultTypeInfo: text}
}

// Executor gives the function of one row.
func (ukLatin) Executor() duckdb.ScalarFuncExecutor {
	return duckdb.ScalarFuncExecutor{RowExecutor: func(values []driver.Value) (any, error) {
		text, ok := values[0].(string)
		if !ok {
			return nil, nil
		}
		return Latin(text), nil
	}}
}

// register adds the project's functions to the database.
func (s *Store) register() error {
	c, err := s.db.Conn(context.Background())
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	defer c.Close()
	f := &ukKey{&collator{by: collate.New(language.Ukrainian)}}
	if err := duckdb.RegisterScalarUDF(c, "uk_key", f); err != nil {
		return fmt.Errorf("register uk_key: %w", err)
	}
	if err := duckdb.RegisterScalarUDF(c, "uk_latin", ukLatin{}); err != nil {
		return fmt.Errorf("register uk_latin: %w", err)
	}
	return nil
}

// EngineVersion is the version of the linked DuckDB, such as v1.1.3.
func (s *Store) EngineVersion(ctx context.Context) (string, error) {
	rows, err := s.Select(ctx, "select version()")
	if err != nil {
		return "", err
	}
	return rows.Values[0][0].(string), nil
}
