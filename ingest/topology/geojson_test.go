// SPDX-License-Identifier: Apache-2.0

package topology

import (
	"strings"
	"testing"
)

func TestHostileInputNamesTheFeature(t *testing.T) {
	good := item(a1, polygon(box(0, 0, 50, 100)))
	bad := func(geometry string) string { return collection(good, item(a2, geometry)) }
	for name, c := range map[string]struct{ text, want string }{
		"empty":             {"", "hromada file: not a GeoJSON FeatureCollection"},
		"not JSON":          {"<html>404</html>", "hromada file: not a GeoJSON FeatureCollection"},
		"array":             {"[1,2]", "starts with ["},
		"no features":       {`{"type":"FeatureCollection"}`, "has no features"},
		"features no array": {`{"features":{}}`, "features is not an array"},
		"none":              {collection(), "no features"},
		"cut short":         {strings.TrimSuffix(collection(good), "]}"), "UA1402001"},
		"cut in a feature":  {collection(good)[:150], "feature 1"},
		"open ring":         {bad(polygon("[[31,48],[32,48],[32,49],[31,49]]")), "feature 2 (UA1402003): ring 1: not closed"},
		"short ring":        {bad(polygon("[[31,48],[32,48],[31,48]]")), "feature 2 (UA1402003): ring 1: 3 points"},
		"NaN":               {bad(polygon("[[31,48],[NaN,48],[32,49],[31,48]]")), "feature 2 (the one after UA1402001)"},
		"NaN as text":       {bad(polygon(`[[31,48],["NaN",48],[32,49],[31,48]]`)), "feature 2 (UA1402003): coordinates"},
		"infinite":          {bad(polygon("[[31,48],[1e999,48],[32,49],[31,48]]")), "feature 2 (UA1402003): coordinates"},
		"off the globe":     {bad(polygon("[[31,48],[3488000,6106000],[32,49],[31,48]]")), "feature 2 (UA1402003): ring 1: point 2"},
		"one coordinate":    {bad(polygon("[[31,48],[32],[32,49],[31,48]]")), "feature 2 (UA1402003): ring 1: point 2"},
		"no coordinates":    {bad(`{"type":"Polygon"}`), "feature 2 (UA1402003): coordinates are missing"},
		"a line":            {bad(`{"type":"LineString","coordinates":[[31,48],[32,49]]}`), `feature 2 (UA1402003): geometry type "LineString"`},
		"unknown type":      {bad(`{"type":"Blob"}`), `feature 2 (UA1402003): geometry type "Blob"`},
		"a full collection": {bad(`{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[31,48]}]}`), "feature 2 (UA1402003): GeometryCollection"},
		"twice":             {collection(good, good), "feature 2 (UA1402001): code given twice"},
		"long code":         {collection(strings.ReplaceAll(good, a1, "UA14020010010012345")), "want 9"},
		"no code":           {collection(strings.ReplaceAll(good, "ADM3_PCODE", "CODE")), "property ADM3_PCODE is missing"},
		"area as text":      {collection(strings.ReplaceAll(good, `"AREA_SQKM":1`, `"AREA_SQKM":"1"`)), "property AREA_SQKM"},
		"unknown raion":     {collection(item("UA1404001", polygon(box(0, 0, 50, 100)))), "the raion file has no UA1404"},
	} {
		t.Run(name, func(t *testing.T) {
			whole := polygon(box(0, 0, 100, 100))
			_, err := Compile(strings.NewReader(c.text), strings.NewReader(collection(item("UA1402", whole))),
				strings.NewReader(collection(item("UA14", whole))), Options{Width: 200})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
		})
	}
}

func TestNoOblastPolygonOrSenselessWidth(t *testing.T) {
	good := collection(item(a1, polygon(box(0, 0, 50, 100))))
	raions := collection(item("UA1402", "null"))
	if _, err := Compile(strings.NewReader(good), strings.NewReader(raions), strings.NewReader(collection(item("UA14", "null"))),
		Options{}); err == nil || !strings.Contains(err.Error(), "no oblast has an area") {
		t.Errorf("error %v, want one on the oblasts without area", err)
	}
	for _, width := range []int{-1, 10, 1 << 30} {
		if _, err := Compile(strings.NewReader(good), strings.NewReader(raions), strings.NewReader(good), Options{Width: width}); err == nil {
			t.Errorf("width %d is accepted", width)
		}
	}
	thin := collection(item("UA14", polygon("[[31,0],[31.001,0],[31.001,80],[31,80],[31,0]]")))
	if _, err := Compile(strings.NewReader(good), strings.NewReader(raions), strings.NewReader(thin),
		Options{Width: 60000}); err == nil || !strings.Contains(err.Error(), "too large") {
		t.Errorf("error %v, want one on the size of the grid", err)
	}
}
