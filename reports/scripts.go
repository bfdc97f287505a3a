// SPDX-License-Identifier: Apache-2.0

package reports

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"path"

	"osnova/catalog"
	"osnova/store"
)

// assetStep copies the site's own files, and the script of ECharts and the licences where make has put them, into assets/; the engine of pages
// goes there as the one script that they load.
func (st *Stage) assetStep(_ context.Context, s *siteBuild) (store.Step, error) {
	files := map[string][]byte{}
	own := []string{}
	if s.engine.name != "" {
		files[s.engine.name] = s.engine.body
		own = append(own, s.engine.name)
	}
	for _, pattern := range []string{"assets/*", "assets/vendor/*"} {
		names, err := fs.Glob(st.Files, pattern)
		if err != nil {
			return store.Step{}, fmt.Errorf("list %s: %w", pattern, err)
		}
		for _, n := range names {
			if info, err := fs.Stat(st.Files, n); err != nil || info.IsDir() || n == engineModule || n == engineRunner {
				continue
			}
			body, err := fs.ReadFile(st.Files, n)
			if err != nil {
				return store.Step{}, fmt.Errorf("read %s: %w", n, err)
			}
			name := "assets/" + path.Base(n)
			files[name] = body
			own = append(own, name, store.HashParts(string(body)))
		}
	}
	return store.Step{ID: "reports assets", Own: store.HashParts(own...), Run: func(context.Context) (store.Result, error) {
		w := &written{out: st.Output}
		for name, body := range files {
			if err := w.write(name, body); err != nil {
				return store.Result{}, err
			}
		}
		return w.result(), nil
	}}, nil
}

// The search knows communities first, largest on top, so that settlements can point at them by number.
const (
	searchCommunities = `select community_id, slug, title_uk, title_en, former_title_uk, former_title_en, oblast_uk, oblast_en, kind, centre_uk
		from mart.community order by population desc nulls last, community_id`
	searchOblasts     = `select name_uk, name_en, slug from mart.oblast order by oblast_id`
	searchSettlements = `select name_uk, name_en, kind, community_id, now_uk, now_en from (
			select name_uk, name_en, kind, community_id, settlement_id, null as now_uk, null as now_en from mart.settlement
			union all select former_name_uk, former_name_en, kind, community_id, settlement_id, name_uk, name_en from mart.settlement where former_name_uk is not null
		) order by uk_key(name_uk), settlement_id, now_uk nulls first`
)

func (st *Stage) searchStep(ctx context.Context, s *siteBuild) (store.Step, error) {
	own := []string{s.own}
	var reads []string
	run := map[string]bool{}
	for _, q := range []string{searchCommunities, searchOblasts, searchSettlements} {
		found, complete, err := st.reads(ctx, "reports/scripts.go", q)
		if err != nil {
			return store.Step{}, err
		}
		reads = append(reads, found...)
		run[q] = complete
		own = append(own, q, fmt.Sprint(complete))
	}
	return store.Step{ID: "reports search", File: "reports/scripts.go", Own: store.HashParts(own...), Reads: reads, Answer: s.answer, Run: func(ctx context.Context) (store.Result, error) {
		w, asked := &written{out: st.Output}, s.record()
		tables := map[string][]queryRow{}
		for q, ok := range run {
			if !ok {
				continue
			}
			got, err := st.Store.Select(ctx, q)
			if err != nil {
				return store.Result{}, fmt.Errorf("search: %w", err)
			}
			for _, values := range got.Values {
				x := queryRow{}
				for k, c := range got.Columns {
					x[c] = values[k]
				}
				tables[q] = append(tables[q], x)
			}
		}
		for _, l := range languages {
			first, numbers := s.entries(l, tables, asked)
			if err := w.write("assets/search-"+string(l)+".js", searchScript(first)); err != nil {
				return store.Result{}, err
			}
			if err := w.write("assets/search-settlements-"+string(l)+".js", searchScript(s.settlements(l, tables[searchSettlements], numbers, asked))); err != nil {
				return store.Result{}, err
			}
		}
		result := w.result()
		result.Asked = asked.questions()
		return result, nil
	}}, nil
}

// entries are communities, oblasts, centres of urban communities, indicators and pages; numbers tells where each community stands.
func (s *siteBuild) entries(l tongue, tables map[string][]queryRow, asked *record) (out [][]any, numbers map[any]int) {
	r := &renderer{pageBook: &pageBook{site: s, page: &catalog.Page{}, w: &written{}, asked: asked}, l: l}
	numbers = map[any]int{}
	to := func(page string, x queryRow) string { return r.to(mergeLink(x, page)) }
	for _, x := range tables[searchCommunities] {
		if url := to("community", x); url != "" {
			numbers[x["community_id"]] = len(out)
			kind := "community"
			if x["kind"] == "city" {
				kind = "city"
			}
			out = append(out, []any{r.in(x, "title"), r.word("search", kind), r.in(x, "oblast"), url})
		}
	}
	for _, x := range tables[searchCommunities] {
		if at, ok := numbers[x["community_id"]]; ok && x["former_title_uk"] != nil { // who knows it by the name that it had
			out = append(out, []any{r.in(x, "former_title"), r.word("search", "community"), r.word("search", "now") + " " + r.in(x, "title"), out[at][3]})
		}
	}
	for _, x := range tables[searchOblasts] {
		if url := to("oblast", x); url != "" {
			out = append(out, []any{r.in(x, "name"), r.word("search", "oblast"), "", url})
		}
	}
	if l.uk() {
		for _, x := range tables[searchCommunities] {
			if at, ok := numbers[x["community_id"]]; ok && x["kind"] == "urban" && x["centre_uk"] != nil {
				out = append(out, []any{x["centre_uk"], r.word("search", "city"), x["title_uk"], out[at][3]})
			}
		}
	}
	for _, i := range asked.indicators() {
		if url := to("indicator", queryRow{"indicator_id": i.Name}); url != "" {
			out = append(out, []any{i.Title.In(string(l)), r.word("search", "indicator"), i.Short.In(string(l)), url})
		}
	}
	all := asked.pages()
	for i := range all {
		if p := &all[i]; !p.Many() && p.Path != "404.html" {
			out = append(out, []any{menuName(p, l), r.word("search", "page"), p.Lead.In(string(l)), to(p.Name, queryRow{})})
		}
	}
	return out, numbers
}

// mergeLink is the row with the page to which it leads.
func mergeLink(x queryRow, page string) queryRow {
	x["link"] = page
	return x
}

func (s *siteBuild) settlements(l tongue, rows []queryRow, numbers map[any]int, asked *record) (out [][]any) {
	r := &renderer{pageBook: &pageBook{site: s, page: &catalog.Page{}, w: &written{}, asked: asked}, l: l}
	for _, x := range rows {
		if at, ok := numbers[x["community_id"]]; ok {
			kind := r.word("settlement_kind", x["kind"])
			if x["now_uk"] != nil {
				kind += ", " + r.word("search", "now") + " " + r.in(x, "now")
			}
			out = append(out, []any{r.in(x, "name"), kind, "", at})
		}
	}
	return out
}

// searchScript is one chunk of the search, one entry a line. JSON with HTML escapes is also a JavaScript literal.
func searchScript(entries [][]any) []byte {
	var b bytes.Buffer
	b.WriteString("(window.OSNOVA_SEARCH=window.OSNOVA_SEARCH||[]).push([")
	for i, e := range entries {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
		b.WriteString(asJSON(e))
	}
	b.WriteString("\n]);\n")
	return b.Bytes()
}

const outlines = `select pcode, level, path, grid_width, grid_height from mart.boundary where level in ('hromada', 'raion', 'oblast') and path is not null order by level, pcode`

// outlineStep writes the outlines of communities, raions and oblasts as scripts that the site's map loads.
func (st *Stage) outlineStep(ctx context.Context, s *siteBuild) (store.Step, error) {
	reads, complete, err := st.reads(ctx, "reports/scripts.go", outlines)
	if err != nil {
		return store.Step{}, err
	}
	return store.Step{ID: "reports outlines", File: "reports/scripts.go", Own: store.HashParts(outlines, fmt.Sprint(complete)), Reads: reads, Run: func(ctx context.Context) (store.Result, error) {
		w := &written{out: st.Output}
		if !complete {
			return w.result(), nil
		}
		got, err := st.Store.Select(ctx, outlines)
		if err != nil {
			return store.Result{}, fmt.Errorf("outlines: %w", err)
		}
		for _, level := range []string{"hromada", "raion", "oblast"} {
			units, grid := map[string]string{}, [2]int64{}
			for _, x := range got.Values {
				if x[1] != level {
					continue
				}
				code, _ := x[0].(string)
				units[code], _ = x[2].(string)
				grid[0], _ = x[3].(int64)
				grid[1], _ = x[4].(int64)
			}
			body := fmt.Sprintf("(window.OSNOVA_GEO=window.OSNOVA_GEO||{})[%s]={\"w\":%d,\"h\":%d,\"units\":%s};\n", asJSON("ua-"+level), grid[0], grid[1], asJSON(units))
			if err := w.write("assets/geo/ua-"+level+".js", []byte(body)); err != nil {
				return store.Result{}, err
			}
		}
		return w.result(), nil
	}}, nil
}
