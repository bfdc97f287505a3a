// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"

	"github.com/goccy/go-yaml"
)

// SQLName turns an id such as open.edem_tools into the name of a table.
func SQLName(id string) string { return strings.NewReplacer(".", "_", "-", "_").Replace(id) }

// Load reads every declaration under fsys, laid out as the project is:
// ingest/sources, transform/models, metrics/protected, metrics/tables, metrics/coverage.yaml, metrics/shapes, metrics/indicators, metrics/indices,
// datasets/published, reports/pages.
// What is wrong becomes a finding; the error is only for a file system that cannot be read.
func Load(fsys fs.FS) (*Catalog, error) {
	c := &Catalog{}
	steps := []func(fs.FS) error{
		c.loadProject,
		c.loadSources,
		c.loadModels,
		c.loadProtected,
		c.loadTables,
		c.loadCoverage,
		c.loadIndicators,
		c.loadIndices,
		c.loadDatasets,
		c.loadPages,
	}
	for _, step := range steps {
		if err := step(fsys); err != nil {
			return nil, err
		}
	}
	c.Inherit()
	c.validate()
	c.Findings = c.Findings.Sorted()
	return c, nil
}

// Inherit gives each leaf of an index what it does not say itself and its indicator does: title, goalposts, direction.
func (c *Catalog) Inherit() {
	of := map[string]*Indicator{}
	for n := range c.Indicators {
		of[c.Indicators[n].Name] = &c.Indicators[n]
	}
	for n := range c.Indices {
		c.Indices[n].Root = inherit(c.Indices[n].Root, of)
	}
}

func inherit(n Node, of map[string]*Indicator) Node {
	if i := of[n.Indicator]; i != nil {
		if n.Title == (Text{}) {
			n.Title = i.Title
		}
		if n.Goalposts == nil {
			n.Goalposts = i.Goalposts
		}
		if n.Direction == "" {
			n.Direction = i.Direction
		}
	}
	children := n.Children
	n.Children = nil
	for _, child := range children {
		n.Children = append(n.Children, inherit(child, of))
	}
	return n
}

func (c *Catalog) loadSources(fsys fs.FS) error {
	return eachFile(fsys, "ingest/sources/*/source.yaml", func(file string, body []byte) {
		s := Source{Dir: path.Dir(file), Name: path.Base(path.Dir(file))}
		if c.decode(file, body, &s) {
			c.Sources = append(c.Sources, s)
		}
	})
}

func (c *Catalog) loadModels(fsys fs.FS) error {
	for _, layer := range []string{"staging", "mart"} {
		err := eachFile(fsys, "transform/models/"+layer+"/*.sql", func(file string, body []byte) {
			m := Model{Name: fileStem(file), Layer: layer, File: file, SQL: string(body)}
			if c.sidecar(fsys, file, &m) {
				c.Models = append(c.Models, m)
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *Catalog) loadProtected(fsys fs.FS) error {
	return eachFile(fsys, "metrics/protected/*.yaml", func(file string, body []byte) {
		p := Protected{Name: fileStem(file), File: file}
		if sql, err := fs.ReadFile(fsys, strings.TrimSuffix(file, ".yaml")+".sql"); err == nil {
			p.SQL = string(sql)
		}
		if c.decode(file, body, &p) {
			c.Protected = append(c.Protected, p)
		}
	})
}

func (c *Catalog) loadIndicators(fsys fs.FS) error {
	err := eachFile(fsys, indicatorFolder+"/*.sql", func(file string, body []byte) {
		i := Indicator{Name: fileStem(file), File: file, SQL: string(body)}
		if !c.sidecar(fsys, file, &i) {
			return
		}
		if i.From != nil {
			c.Findings.Add(yamlOf(file), "drop from, or remove the SELECT", "it says from, and %s stands beside it", path.Base(file))
		}
		c.Indicators = append(c.Indicators, i.withDefaults())
	})
	if err != nil {
		return err
	}
	return c.loadShaped(fsys)
}

func (c *Catalog) loadIndices(fsys fs.FS) error {
	return eachFile(fsys, "metrics/indices/*.yaml", func(file string, body []byte) {
		x := Index{Name: fileStem(file), File: file}
		if c.decode(file, body, &x) {
			c.Indices = append(c.Indices, x)
		}
	})
}

func (c *Catalog) loadDatasets(fsys fs.FS) error {
	return eachFile(fsys, "datasets/published/*.sql", func(file string, body []byte) {
		d := Dataset{Name: fileStem(file), File: file, SQL: string(body)}
		if c.sidecar(fsys, file, &d) {
			c.Datasets = append(c.Datasets, d)
		}
	})
}

func (c *Catalog) loadPages(fsys fs.FS) error {
	return eachFile(fsys, "reports/pages/*/page.yaml", func(file string, body []byte) {
		dir := path.Dir(file)
		p := Page{Name: path.Base(dir), Dir: dir}
		if !c.decode(file, body, &p) {
			return
		}
		tmpl, err := fs.ReadFile(fsys, dir+"/page.tmpl")
		if err != nil {
			c.Findings.Add(file, "write page.tmpl beside page.yaml", "page %s has no template", p.Name)
			return
		}
		p.Template = string(tmpl)
		script, err := fs.ReadFile(fsys, dir+"/page.js")
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			c.Findings.Add(dir+"/page.js", "", "%v", err)
		}
		p.Script = string(script)
		if err := eachFile(fsys, dir+"/*.sql", func(f string, b []byte) {
			p.Queries = append(p.Queries, Query{Name: fileStem(f), File: f, SQL: string(b)})
		}); err != nil {
			c.Findings.Add(dir, "", "%v", err)
		}
		c.Pages = append(c.Pages, p)
	})
}

// eachFile calls do for every file that matches the pattern, in name order.
func eachFile(fsys fs.FS, pattern string, do func(file string, body []byte)) error {
	files, err := fs.Glob(fsys, pattern)
	if err != nil {
		return fmt.Errorf("list %s: %w", pattern, err)
	}
	sort.Strings(files)
	for _, f := range files {
		body, err := fs.ReadFile(fsys, f)
		if err != nil {
			return fmt.Errorf("read %s: %w", f, err)
		}
		do(f, body)
	}
	return nil
}

// sidecar decodes the YAML beside an SQL file.
func (c *Catalog) sidecar(fsys fs.FS, sqlFile string, into any) bool {
	file := strings.TrimSuffix(sqlFile, ".sql") + ".yaml"
	body, err := fs.ReadFile(fsys, file)
	if errors.Is(err, fs.ErrNotExist) {
		c.Findings.Add(sqlFile, "write "+path.Base(file)+" beside it", "the SELECT has no declaration")
		return false
	}
	if err != nil {
		c.Findings.Add(file, "", "%v", err)
		return false
	}
	return c.decode(file, body, into)
}

func (c *Catalog) decode(file string, body []byte, into any) bool {
	found := Decode(file, body, into)
	c.Findings = append(c.Findings, found...)
	return len(found) == 0
}

// Decode reads one YAML document strictly: unknown keys and wrong types are findings with their line.
func Decode(file string, body []byte, into any) (found Findings) {
	err := unmarshal(body, into)
	if err == nil {
		return nil
	}
	var at yaml.Error
	if errors.As(err, &at) && at.GetToken() != nil {
		found.Add(fmt.Sprintf("%s:%d", file, at.GetToken().Position.Line), "see docs/adding.md for the keys", "%s", at.GetMessage())
	} else {
		found.Add(file, "see docs/adding.md for the keys", "%v", err)
	}
	return found
}

// unmarshal turns a fall of the decoder, which some damaged documents bring about, such as a tag that nothing follows, into an error.
func unmarshal(body []byte, into any) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("this is no sound YAML: %v", fault)
		}
	}()
	return yaml.UnmarshalWithOptions(body, into, yaml.Strict(), yaml.DisallowUnknownField())
}

func fileStem(file string) string {
	b := path.Base(file)
	return strings.TrimSuffix(b, path.Ext(b))
}
