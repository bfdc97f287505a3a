// SPDX-License-Identifier: Apache-2.0

package datasets

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"osnova/catalog"
)

// table is a part of the catalog in the shape of a relation, so that a published SELECT can read it as declared.<name>.
type table struct {
	name    string
	columns []catalog.Column
	rows    [][]string
}

func (t table) relation() string { return "declared." + t.name }

// declared gives the tables source, indicator, index_node and field (columns of every dataset), rows in the order of the catalog.
func declared(c *catalog.Catalog) []table {
	source := table{name: "source", columns: columns("source_id title_uk title_en description_uk description_en publisher_uk publisher_en homepage attribution_uk attribution_en " +
		"licence_id licence_uk licence_en licence_url embed cadence vintage_uk vintage_en as_of tolerance:number own:boolean files:integer met met_date met_sha256 " +
		"awaited:boolean runbook_uk runbook_en")}
	for _, s := range c.Sources {
		source.rows = append(source.rows, []string{
			s.Name, s.Title.UK, s.Title.EN, s.Description.UK, s.Description.EN, s.Publisher.UK, s.Publisher.EN, s.Homepage,
			s.Attribution.UK, s.Attribution.EN, s.Licence.ID, s.Licence.Title.UK, s.Licence.Title.EN, s.Licence.URL, s.Licence.Embed, s.Cadence, s.Vintage.UK, s.Vintage.EN,
			s.AsOf, float(s.Tolerance), strconv.FormatBool(s.Own), strconv.Itoa(len(s.Files)),
			s.MetWord(), s.Met.Date, s.Met.Sum, strconv.FormatBool(!s.Awaited.IsZero()), s.Runbook.UK, s.Runbook.EN,
		})
	}
	indicator := table{name: "indicator", columns: columns("indicator_id group_id title_uk title_en short_uk short_en definition_uk definition_en reading_uk reading_en unit_uk unit_en " +
		"decimals:integer direction period absence absence_why_uk absence_why_en up scale:number lo:number hi:number log:boolean sources version awaited_uk awaited_en " +
		"valid_years:integer within_period within_lacking_uk within_lacking_en banded:boolean")}
	for _, i := range c.Indicators {
		lo, hi, log := posts(i.Goalposts)
		within := cmp.Or(i.Within, &catalog.Within{})
		indicator.rows = append(indicator.rows, []string{
			i.Name, i.Group, i.Title.UK, i.Title.EN, i.Short.UK, i.Short.EN, i.Definition.UK, i.Definition.EN, i.Reading.UK, i.Reading.EN,
			i.Unit.UK, i.Unit.EN, strconv.Itoa(i.Decimals), i.Direction, i.Period, i.Absence, i.AbsenceWhy.UK, i.AbsenceWhy.EN, i.Up, float(i.Scale), lo, hi, log,
			strings.Join(i.Sources, " "), i.Version, i.Awaited.UK, i.Awaited.EN, strconv.Itoa(i.ValidYears),
			within.Period, within.Lacking.UK, within.Lacking.EN, strconv.FormatBool(i.Publish != nil),
		})
	}
	node := table{name: "index_node", columns: columns("index_id node_id parent_id position:integer level:integer title_uk title_en indicator_id weight:number aggregate direction " +
		"lo:number hi:number log:boolean min_coverage:number note_uk note_en index_version")}
	for _, x := range c.Indices {
		node.rows = append(node.rows, nodes(x, x.Root, "", 0, new(int))...)
	}
	field := table{name: "field", columns: columns("dataset_id position:integer field_id type unit required:boolean is_key:boolean meaning_uk meaning_en")}
	for _, d := range c.Datasets {
		for at, col := range d.Columns {
			key := slices.Contains(d.Key, col.Name)
			field.rows = append(field.rows, []string{d.Name, strconv.Itoa(at + 1), col.Name, col.Type, col.Unit, strconv.FormatBool(col.Required || key), strconv.FormatBool(key), col.UK, col.EN})
		}
	}
	return []table{source, indicator, node, field}
}

// nodes lists a node and all below it, depth first, named as in the index's table of scores: a leaf by its indicator.
func nodes(x catalog.Index, n catalog.Node, parent string, level int, position *int) [][]string {
	id := n.ID
	if n.Indicator != "" {
		id = n.Indicator
	}
	*position++
	lo, hi, log := posts(n.Goalposts)
	out := [][]string{{
		x.Name, id, parent, strconv.Itoa(*position), strconv.Itoa(level), n.Title.UK, n.Title.EN, n.Indicator, float(n.Weight), n.Aggregate, n.Direction,
		lo, hi, log, float(n.MinCoverage), n.Note.UK, n.Note.EN, x.Version,
	}}
	for _, child := range n.Children {
		out = append(out, nodes(x, child, id, level+1, position)...)
	}
	return out
}

// load makes the declared tables in a database of their own beside the store's, once a run.
func (st *Stage) load(ctx context.Context, tables []table) error {
	if st.loaded {
		return nil
	}
	if err := st.Store.Exec(ctx, "attach if not exists ':memory:' as declared"); err != nil {
		return err
	}
	for _, t := range tables {
		if err := st.Store.Load(ctx, `declared.main."`+t.name+`"`, t.columns, t.rows); err != nil {
			return err
		}
	}
	st.loaded = true
	return nil
}

// columns reads "name name:type …"; a name alone is text.
func columns(list string) (out []catalog.Column) {
	for _, field := range strings.Fields(list) {
		name, kind, ok := strings.Cut(field, ":")
		if !ok {
			kind = catalog.TypeText
		}
		out = append(out, catalog.Column{Name: name, Type: kind})
	}
	return out
}

func posts(g *catalog.Goalposts) (lo, hi, log string) {
	if g == nil {
		return "", "", ""
	}
	return float(g.Lo), float(g.Hi), strconv.FormatBool(g.Log != "")
}

func float(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
