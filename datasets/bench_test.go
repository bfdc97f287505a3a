// SPDX-License-Identifier: Apache-2.0

package datasets

import (
	"bytes"
	"context"
	"testing"

	"osnova/catalog"
	"osnova/store"
)

// long is a table the shape of metric.observation.
const long = `create table mart.long as select 'UA' || lpad((i % 1500)::varchar, 17, '0') as territory_id, 'community' as level, (2015 + i // 15000)::varchar as period,
	'open.indicator_' || (i // 1500 % 10) as indicator_id, round(hash(i) / 1.8e19 * 100, 10) as value, (i % 977)::double as num, (i % 1471 + 1)::double as den, i % 5 as n,
	null::varchar as obs_status, null::double as low, null::double as high, 'source' as source_id, '1' as method_version from range(150000) t(i)`

var longColumns = columns("territory_id level period indicator_id value:number num:number den:number n:integer obs_status low:number high:number source_id method_version")

func longStage(b *testing.B) (*Stage, string) {
	s := &store.Store{Threads: 2}
	b.Cleanup(func() { s.Close() })
	if err := s.Exec(context.Background(), long); err != nil {
		b.Fatal(err)
	}
	return &Stage{Catalog: &catalog.Catalog{}, Store: s, Output: &store.Output{WorkDir: b.TempDir()}}, projection("mart.long", longColumns)
}

func BenchmarkCSV(b *testing.B) {
	st, query := longStage(b)
	for b.Loop() {
		rows, err := st.Store.Select(context.Background(), query)
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(plainCSV.encode(longColumns, rows.Values))))
	}
}

func BenchmarkEncode(b *testing.B) {
	st, query := longStage(b)
	rows, err := st.Store.Select(context.Background(), query)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		b.SetBytes(int64(len(excelCSV.encode(longColumns, rows.Values))))
	}
}

func BenchmarkParquet(b *testing.B) {
	st, query := longStage(b)
	for b.Loop() {
		body, err := st.parquet(context.Background(), query, catalog.Dataset{})
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(body)))
	}
}

func TestParquetStableAtSize(t *testing.T) {
	if testing.Short() {
		t.Skip("150,000 rows twice")
	}
	var first []byte
	for _, threads := range []int{1, 2, 4} {
		s := &store.Store{Threads: threads}
		if err := s.Exec(context.Background(), long); err != nil {
			t.Fatal(err)
		}
		st := &Stage{Catalog: &catalog.Catalog{}, Store: s, Output: &store.Output{WorkDir: t.TempDir()}}
		body, err := st.parquet(context.Background(), projection("mart.long", longColumns), catalog.Dataset{})
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = body
		}
		if !bytes.Equal(first, body) {
			t.Errorf("on %d threads the file differs from that of one", threads)
		}
		now, err := s.Select(context.Background(), "select current_setting('threads')::bigint")
		if err != nil || now.Values[0][0] != int64(threads) {
			t.Errorf("after writing there are %v threads, want %d (%v)", now.Values[0][0], threads, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
