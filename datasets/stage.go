// SPDX-License-Identifier: Apache-2.0

package datasets

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"osnova/catalog"
	"osnova/store"
)

// Stage writes every declared dataset into data/ of the output folder, and the files that describe them together.
type Stage struct {
	Catalog *catalog.Catalog
	Store   *store.Store
	Ledger  *store.Ledger
	Output  *store.Output

	facts  map[string]fileFact // of the files written in this run, by name
	loaded bool                // the declared tables are there
	asked  map[string]bool     // of the catalog while the files about all datasets are written

	exposed map[string]string // relations of persons that nothing protects, with their source
	bound   map[string]string // relations that may be published under one licence alone, with it
	visits  map[string]string // newest day on which a file of each source was fetched
	reads   func(sql string) ([]string, error)
}

// PackageStep is the id of the step that writes the files about all datasets.
const PackageStep = "datasets"

// StepID is the id of the step that writes one dataset.
func StepID(name string) string { return "dataset " + name }

// Readable reports whether a published SELECT may read the relation: mart.*, metric.* and declared.* are open to it.
func Readable(relation string) bool {
	schema, _, _ := strings.Cut(relation, ".")
	return schema == "mart" || schema == "metric" || schema == "declared"
}

// Run writes the datasets whose SELECT, contract or input changed, then the files that describe them all.
// A breach of contract is a finding; a dataset that cannot be read as declared is left out.
func (st *Stage) Run(ctx context.Context) error {
	st.facts = map[string]fileFact{}
	st.reads = func(sql string) ([]string, error) { return st.Ledger.Reads(ctx, st.Store, sql) }
	st.Catalog = st.Catalog.Marked(func(d catalog.Dataset) bool {
		reads, _ := st.Ledger.Reads(ctx, st.Store, d.SQL) // what is wrong with it is told when its step is made
		return slices.ContainsFunc(reads, st.Ledger.Synthetic)
	}, func(s catalog.Source) bool { return st.Ledger.Synthetic("raw." + s.Name) })
	reads := func(sql string) []string {
		reads, _ := st.Ledger.Reads(ctx, st.Store, sql) // what is wrong with it is told when its step is made
		return reads
	}
	st.exposed, st.bound = store.Exposed(st.Catalog, reads), store.Bound(st.Catalog, reads)
	tables := declared(st.Catalog)
	var ids []string
	own := []string{st.Catalog.Project.Edition, st.site(), asJSON(st.Catalog.Project.Publisher), st.Catalog.Project.Contact, asJSON(st.licence())}
	for _, d := range st.Catalog.Datasets {
		step, ok, err := st.step(ctx, d, tables)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		if err := st.Ledger.Do(ctx, step); err != nil {
			return err
		}
		ids = append(ids, step.ID)
		own = append(own, step.Own)
	}
	return st.Ledger.Do(ctx, store.Step{ID: PackageStep, Own: store.HashParts(own...), Takes: append(ids, accounts), Answer: st.answer, Run: st.describe})
}

// step is the work of one dataset; ok is false when what is wrong with it has become a finding.
func (st *Stage) step(ctx context.Context, d catalog.Dataset, tables []table) (step store.Step, ok bool, err error) {
	reads, err := st.Ledger.Reads(ctx, st.Store, d.SQL)
	if err != nil {
		return step, false, st.Ledger.RefuseQuery(store.Step{ID: StepID(d.Name), File: d.File}, "a dataset is one SELECT over tables", err)
	}
	own := []string{d.Name, d.SQL, asJSON(d), st.Catalog.Project.Edition, asJSON(st.licenceOf(d))}
	var waits []string
	for _, r := range reads {
		at := slices.IndexFunc(tables, func(t table) bool { return t.relation() == r })
		switch {
		case !Readable(r):
			st.Ledger.Refuse(store.Step{ID: StepID(d.Name), File: d.File}, catalog.Finding{Where: d.File, What: "it reads " + r, Hint: "a dataset reads mart.*, metric.* or declared.*"})
			return step, false, nil
		case st.exposed[r] != "":
			st.Ledger.Refuse(store.Step{ID: StepID(d.Name), File: d.File}, catalog.Finding{Where: d.File, What: fmt.Sprintf("it reads %s, which counts or lists the persons of %s and is not protected", r, st.exposed[r]), Hint: store.ExposedHint + "; the dataset is left out until then"})
			return step, false, nil
		case st.bound[r] != "" && st.bound[r] != st.licenceOf(d).ID:
			st.Ledger.Refuse(store.Step{ID: StepID(d.Name), File: d.File}, catalog.Finding{
				Where: d.File, What: fmt.Sprintf("it reads %s, which is under %s, and is published under %s", r, st.bound[r], st.licenceOf(d).ID), Hint: store.BoundHint,
			})
			return step, false, nil
		case at >= 0:
			own = append(own, asJSON(tables[at].rows))
		case !st.Ledger.Done(r):
			st.Ledger.Refuse(store.Step{ID: StepID(d.Name), File: d.File}, catalog.Finding{Where: d.File, What: "it reads " + r + ", " + st.Ledger.Unmade(r), Hint: "the dataset is left out until that is fixed"})
			return step, false, nil
		default:
			waits = append(waits, r)
		}
	}
	return store.Step{ID: StepID(d.Name), File: d.File, Own: store.HashParts(own...), Reads: waits, Run: func(ctx context.Context) (store.Result, error) {
		result, err := st.publish(ctx, d, tables)
		if err != nil {
			err = fmt.Errorf("dataset %s: %w", d.Name, err)
		}
		return result, st.Store.Blame(ctx, d.File, d.SQL, waits, err)
	}}, true, nil
}

// publish writes the files of one dataset.
func (st *Stage) publish(ctx context.Context, d catalog.Dataset, tables []table) (store.Result, error) {
	if err := st.load(ctx, tables); err != nil {
		return store.Result{}, err
	}
	relation := `published.main."` + d.Name + `"`
	if err := st.Store.Exec(ctx, "attach if not exists ':memory:' as published"); err != nil {
		return store.Result{}, err
	}
	if err := st.Store.Materialise(ctx, relation, d.SQL); err != nil {
		return store.Result{}, err
	}
	if d.Synthetic {
		if err := st.Store.Exec(ctx, "alter table "+relation+" add column if not exists synthetic boolean default true"); err != nil {
			return store.Result{}, err
		}
	}
	findings, fatal, err := st.check(ctx, d, relation)
	if err != nil {
		return store.Result{}, err
	}
	result := store.Result{Output: store.HashParts(asJSON(findings)), Findings: findings}
	if !fatal {
		if err := st.write(ctx, d, relation, &result); err != nil {
			return store.Result{}, err
		}
	}
	return result, st.Store.Exec(ctx, "drop table "+relation)
}

func (st *Stage) write(ctx context.Context, d catalog.Dataset, relation string, result *store.Result) error {
	query := projection(relation, d.Columns)
	rows, err := st.Store.Select(ctx, query)
	if err != nil {
		return err
	}
	parquet, err := st.parquet(ctx, query, d)
	if err != nil {
		return err
	}
	name := "data/" + d.Name
	hashes := []string{}
	files := []outputFile{
		{name + ".csv", plainCSV.encode(d.Columns, rows.Values)},
		{name + ".excel.csv", excelCSV.encode(d.Columns, rows.Values)},
		{name + ".parquet", parquet},
		{name + ".schema.json", pretty(tableSchema(d.Contract))},
		{name + ".csv-metadata.json", pretty(csvwMetadata(d, st.licenceOf(d).URL))},
	}
	for _, f := range append(files, parts(d, rows.Values, &result.Findings)...) {
		if err := st.Output.Write(f.name, f.body); err != nil {
			return err
		}
		made := measure(f.name, f.body)
		st.facts[f.name] = made
		hashes = append(hashes, made.SHA256)
		result.Files = append(result.Files, f.name)
	}
	result.Output = store.HashParts(hashes...)
	return nil
}

// fact returns size and hash of a file, whether it was written in this run or kept from the last one.
func (st *Stage) fact(name string) (fileFact, error) {
	if f, ok := st.facts[name]; ok {
		return f, nil
	}
	body, err := os.ReadFile(filepath.Join(st.Output.Dir, filepath.FromSlash(name)))
	if errors.Is(err, fs.ErrNotExist) {
		return fileFact{}, fmt.Errorf("%s is gone from the output though the ledger says it was written: delete the ledger and build again", name)
	}
	if err != nil {
		return fileFact{}, fmt.Errorf("read %s again: %w", name, err)
	}
	f := measure(name, body)
	st.facts[name] = f
	return f, nil
}

func asJSON(v any) string {
	body, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(body)
}
