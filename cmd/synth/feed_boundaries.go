// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
)

// boundaries draws the country as OCHA publishes boundaries: three GeoJSON files. As upstream, a unit of the peninsula has an empty geometry
// and another none at all.
var boundaries = Feed{"boundaries", []string{"cod_ab"}, func(c *Country, o *Folder) error {
	type unit struct {
		key   string
		cells []*groundCell
	}
	levels := [3][]unit{}
	seen := [3]map[string]int{{}, {}, {}}
	for _, cell := range c.ground.cells {
		code := cell.oblast.Code[:4] + "00000"
		if h := cell.community; h != nil {
			code = h.Code[:9]
		}
		for level, size := range []int{9, 6, 4} {
			key := code[:size]
			i, ok := seen[level][key]
			if !ok {
				i = len(levels[level])
				seen[level][key], levels[level] = i, append(levels[level], unit{key: key})
			}
			levels[level][i].cells = append(levels[level][i].cells, cell)
		}
	}
	files := []struct{ name, path string }{
		{"Hromadas", "cod-ab-hromadas-simplified-2024.geojson"}, {"Raions_simplified", "cod-ab-raions-simplified-2024.geojson"}, {"Oblasts", "cod-ab-oblasts-simplified-2024.geojson"},
	}
	for level, f := range files {
		slices.SortFunc(levels[level], func(a, b unit) int { return strings.Compare(a.key, b.key) })
		var b strings.Builder
		fmt.Fprintf(&b, "{\n\"type\": \"FeatureCollection\",\n\"name\": %q,\n\"crs\": { \"type\": \"name\", \"properties\": { \"name\": \"urn:ogc:def:crs:OGC:1.3:CRS84\" } },\n\"features\": [\n", f.name)
		n, lost := 0, 0
		for _, u := range levels[level] {
			at := u.cells[0]
			if level == 0 && at.community != nil && at.oblast.Occupied && !at.community.centre() && lost < 1 {
				lost++
				continue
			}
			empty := level == 0 && at.community != nil && at.oblast.Occupied && !at.community.centre() && lost == 1
			if empty {
				lost++
			}
			body, err := c.feature(level, n, at, u.cells, empty)
			if err != nil {
				return err
			}
			if n > 0 {
				b.WriteString(",\n")
			}
			b.Write(body)
			n++
		}
		b.WriteString("\n]\n}\n")
		o.Records("cod_ab", f.path, "loaded", n)
		if err := o.File("geo/"+f.path, []byte(b.String())); err != nil {
			return err
		}
	}
	return nil
}}

// feature is one unit: its names on all levels above it, its area, its rings.
func (c *Country) feature(level, n int, at *groundCell, cells []*groundCell, empty bool) ([]byte, error) {
	code, raion, name := at.oblast.Code[:4]+"00000", at.oblast.Name, at.oblast.Name
	if h := at.community; h != nil {
		code, raion, name = h.Code[:9], h.Raion.Name, h.Name
	}
	properties := map[string]any{"FID": n, "ADM0_EN": "Ukraine", "ADM0_UA": "Україна", "ADM0_PCODE": "UA", "date": 1710720000000.0, "validOn": 1713225600000.0, "validTo": nil}
	for k, name := range []string{name, raion, at.oblast.Name}[level:] {
		adm := fmt.Sprintf("ADM%d_", 3-level-k)
		properties[adm+"UA"], properties[adm+"EN"], properties[adm+"PCODE"] = name, latinName(name), code[:[]int{9, 6, 4}[level+k]]
	}
	rings := c.ground.rings(cells)
	lines := make([][][2]float64, len(rings))
	total := 0.0
	for k, ring := range rings {
		lines[k] = c.line(c.ground, ring)
		total += areaKM2(lines[k])
	}
	properties["AREA_SQKM"] = math.Round(total*1e6) / 1e6
	geometry := map[string]any{"type": "MultiPolygon", "coordinates": polygons(lines)}
	if p := polygons(lines); len(p) == 1 && level < 2 {
		geometry = map[string]any{"type": "Polygon", "coordinates": p[0]}
	}
	if empty {
		geometry = map[string]any{"type": "GeometryCollection", "geometries": []any{}}
	}
	return json.Marshal(map[string]any{"type": "Feature", "properties": properties, "geometry": geometry})
}

// polygons puts each hole to the outline around it.
func polygons(lines [][][2]float64) (out [][][][2]float64) {
	for _, l := range lines {
		if areaKM2(l) > 0 {
			out = append(out, [][][2]float64{l})
		}
	}
	for _, l := range lines {
		if areaKM2(l) > 0 {
			continue
		}
		for k := range out {
			if inside(l[0], out[k][0]) {
				out[k] = append(out[k], l)
				break
			}
		}
	}
	return out
}

// inside tells by the crossings of a line to the east whether a point lies in an outline.
func inside(p [2]float64, line [][2]float64) (in bool) {
	for k := range len(line) - 1 {
		a, b := line[k], line[k+1]
		if (a[1] > p[1]) != (b[1] > p[1]) && p[0] < (b[0]-a[0])*(p[1]-a[1])/(b[1]-a[1])+a[0] {
			in = !in
		}
	}
	return in
}

// squareOf is the area of a community's ground in km².
func (g *ground) squareOf(c *Country, h *Community) float64 {
	for _, cell := range g.cells {
		if cell.community == h {
			return areaKM2(c.line(g, cell.corners))
		}
	}
	return 0
}

// kilometres between two places, near enough for one country.
func kilometres(lat1, lon1, lat2, lon2 float64) float64 {
	return 111.2 * math.Hypot(lat1-lat2, (lon1-lon2)*math.Cos((lat1+lat2)/2*math.Pi/180))
}
