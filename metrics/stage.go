package metrics

import (
	"context"
	"fmt"
	"log/slog"
	"strings"

	"osnova/catalog"
	"osnova/store"
)

// Stage makes the tables metric.*.
type Stage struct {
	Catalog *catalog.Catalog
	Store   *store.Store
	Ledger  *store.Ledger
	Log     *slog.Logger
}

// Run measures every indicator and index whose declaration or input changed, then summarises them all.
func (st *Stage) Run(ctx context.Context) error {
	var steps []store.Step
	for _, i := range st.Catalog.Indicators {
		reads, err := st.Ledger.Reads(ctx, st.Store, i.SQL)
		if err != nil {
			st.Ledger.Findings.Add(i.File, "an indicator is one SELECT", "%v", err)
			continue
		}
		if i.Up == "mean" || i.Up == "ratio" {
			reads = union(reads, "mart.community")
		}
		steps = append(steps, store.Step{ID: i.Relation(), Own: store.HashOf(i), Reads: reads,
			Run: func(ctx context.Context) (store.Result, error) { return st.measure(ctx, i) }})
	}
	for _, x := range st.Catalog.Indices {
		steps = append(steps, st.indexSteps(x)...)
	}
	steps = append(steps, st.observation(), st.summary(), st.inequality(), st.lorenz(), st.lisa(), st.convergence())
	return st.Ledger.DoAll(ctx, steps)
}

func union(reads []string, more ...string) []string {
	have := map[string]bool{}
	for _, r := range reads {
		have[r] = true
	}
	for _, m := range more {
		if !have[m] {
			reads = append(reads[:len(reads):len(reads)], m)
		}
	}
	return reads
}

// observationColumns are the one long shape of all indicators.
var observationColumns = []catalog.Column{
	{Name: "territory_id", Type: catalog.TypeText, Required: true}, {Name: "level", Type: catalog.TypeText, Required: true, Enum: []string{"community", "oblast", "country"}},
	{Name: "period", Type: catalog.TypeText, Required: true}, {Name: "indicator_id", Type: catalog.TypeText, Required: true},
	{Name: "value", Type: catalog.TypeNumber}, {Name: "num", Type: catalog.TypeNumber}, {Name: "den", Type: catalog.TypeNumber},
	{Name: "n", Type: catalog.TypeInteger, Required: true}, {Name: "obs_status", Type: catalog.TypeText},
	{Name: "low", Type: catalog.TypeNumber}, {Name: "high", Type: catalog.TypeNumber},
	{Name: "source_id", Type: catalog.TypeText, Required: true}, {Name: "method_version", Type: catalog.TypeText, Required: true},
}

// measure runs one indicator and carries it upward: by numerators and denominators, or by a mean weighted with residents.
// Nothing is carried downward, and occupied communities take no part above their own level.
func (st *Stage) measure(ctx context.Context, i catalog.Indicator) (store.Result, error) {
	counted := "count(*) filter (population is not null)"
	up := "sum(value * population) / sum(population) filter (population is not null)"
	if i.Up == "ratio" {
		up, counted = fmt.Sprintf("%g * sum(num) / nullif(sum(den), 0)", i.Scale), "count(*)"
	}
	query := fmt.Sprintf(`
		with v as (
			select territory_id, period::varchar as period, value::double as value, num::double as num, den::double as den, coalesce(obs_status, '') as obs_status from (%s)
		), above as (
			select v.*, c.oblast_id, c.population from v join mart.community c on c.community_id = v.territory_id where c.is_ranked and v.value is not null
		), rows as (
			select territory_id, 'community' as level, period, value, num, den, (value is not null)::bigint as n, obs_status from v
			union all
			select oblast_id, 'oblast', period, %[2]s, sum(num), sum(den), %[6]s, string_agg(distinct obs_status, '' order by obs_status) from above group by oblast_id, period
			union all
			select 'UA', 'country', period, %[2]s, sum(num), sum(den), %[6]s, string_agg(distinct obs_status, '' order by obs_status) from above group by period
		)
		select territory_id, level, period, %[3]s as indicator_id, round(value, 10) as value, round(num, 10) as num, round(den, 10) as den, n, coalesce(obs_status, '') as obs_status,
			null::double as low, null::double as high, %[4]s as source_id, %[5]s as method_version
		from rows order by level, territory_id, period`,
		strings.TrimRight(strings.TrimSpace(i.SQL), ";"), up, quote(i.Name), quote(strings.Join(i.Sources, "+")), quote(version(i.Version)), counted)
	if err := st.Store.Materialise(ctx, i.Relation(), query); err != nil {
		return store.Result{}, fmt.Errorf("indicator %s: %w", i.File, err)
	}
	k := st.Ledger.Contract(i.Relation(), catalog.Contract{Columns: observationColumns, Key: []string{"territory_id", "period"}, MinRows: 1})
	findings, err := st.Store.Check(ctx, i.Relation(), k)
	if err != nil {
		return store.Result{}, fmt.Errorf("check %s: %w", i.Relation(), err)
	}
	st.Log.Debug("measured", "indicator", i.Name)
	digest, err := st.Store.Digest(ctx, i.Relation())
	return store.Result{Output: digest, Findings: findings}, err
}

func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

func version(v string) string {
	if v == "" {
		return "1"
	}
	return v
}

// observation is all indicators one under another.
func (st *Stage) observation() store.Step {
	var reads, parts []string
	for _, i := range st.Catalog.Indicators {
		reads = append(reads, i.Relation())
		parts = append(parts, "select * from "+i.Relation())
	}
	query := strings.Join(parts, " union all ") + " order by indicator_id, level, territory_id, period"
	return store.Step{ID: "metric.observation", Own: store.Hash(query), Reads: reads, Run: func(ctx context.Context) (store.Result, error) {
		if len(parts) == 0 {
			return store.Result{}, fmt.Errorf("no indicator is declared: write one in metrics/indicators")
		}
		if err := st.Store.Materialise(ctx, "metric.observation", query); err != nil {
			return store.Result{}, err
		}
		digest, err := st.Store.Digest(ctx, "metric.observation")
		return store.Result{Output: digest}, err
	}}
}
