// SPDX-License-Identifier: Apache-2.0

package catalog

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
)

// Folders of indicators, and of SELECTs that several of them share.
const (
	indicatorFolder = "metrics/indicators"
	shapeFolder     = "metrics/shapes"
)

// selectShape is a SELECT with places in braces: those of its keys, which an indicator fills by from, and {period} and {within}, which
// are filled by its declaration.
type selectShape struct {
	file, sql string
	keys      []string // sorted
}

// braced is a place in a shape.
var braced = regexp.MustCompile(`\{([a-z_]+)\}`)

// SQLText writes a text as a literal of SQL.
func SQLText(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// readShapes reads all shapes; two that take the same keys are a finding, since none could be chosen.
func (c *Catalog) readShapes(fsys fs.FS) (out []selectShape, err error) {
	err = eachFile(fsys, shapeFolder+"/*.sql", func(file string, body []byte) {
		s := selectShape{file: file, sql: string(body)}
		for _, m := range braced.FindAllStringSubmatch(s.sql, -1) {
			if m[1] != "period" && m[1] != "within" {
				s.keys = append(s.keys, m[1])
			}
		}
		slices.Sort(s.keys)
		s.keys = slices.Compact(s.keys)
		if at := slices.IndexFunc(out, func(o selectShape) bool { return slices.Equal(o.keys, s.keys) }); at >= 0 {
			keys, other := strings.Join(s.keys, ", "), path.Base(out[at].file)
			c.Findings.Add(file, "give one of them another key", "it takes the keys %s, and so does %s", keys, other)
			return
		}
		out = append(out, s)
	})
	return out, err
}

// shape writes the SELECT of an indicator that says from, by the shape that takes its keys.
func (c *Catalog) shape(shapes []selectShape, i Indicator) (Indicator, bool) {
	keys := slices.Sorted(maps.Keys(i.From))
	at := slices.IndexFunc(shapes, func(s selectShape) bool { return slices.Equal(s.keys, keys) })
	if at < 0 {
		var known []string
		for _, s := range shapes {
			known = append(known, "{"+strings.Join(s.keys, ", ")+"}")
		}
		slices.Sort(known)
		c.Findings.Add(i.File, "there are: "+strings.Join(known, " "), "no shape takes the keys {%s}", strings.Join(keys, ", "))
		return i, false
	}
	i.Select = shapes[at].file
	i.SQL = braced.ReplaceAllStringFunc(shapes[at].sql, func(place string) string {
		switch name := strings.Trim(place, "{}"); name {
		case "period":
			return SQLText(i.Period)
		case "within":
			return fmt.Sprint(i.RelationWithin() != "")
		default:
			return SQLText(i.From[name])
		}
	})
	return i, true
}

// loadShaped reads the indicators that have no SELECT of their own and take one from a shape.
func (c *Catalog) loadShaped(fsys fs.FS) error {
	shapes, err := c.readShapes(fsys)
	if err != nil {
		return err
	}
	err = eachFile(fsys, indicatorFolder+"/*.yaml", func(file string, body []byte) {
		if _, err := fs.Stat(fsys, strings.TrimSuffix(file, ".yaml")+".sql"); err == nil {
			return
		}
		i := Indicator{Name: fileStem(file), File: file}
		if !c.decode(file, body, &i) || i.From == nil { // without either it is an orphan
			return
		}
		if i, ok := c.shape(shapes, i); ok {
			c.Indicators = append(c.Indicators, i.withDefaults())
		}
	})
	slices.SortStableFunc(c.Indicators, func(a, b Indicator) int { return strings.Compare(a.Name+".sql", b.Name+".sql") })
	return err
}
