// SPDX-License-Identifier: Apache-2.0

package topology

import (
	"math"
	"strings"
	"testing"
)

// FuzzFeatures: whatever a file of borders holds, features are read that have codes of their own and closed rings on the globe, or an error
// comes; what is compiled of them can be drawn.
func FuzzFeatures(f *testing.F) {
	good := item(a1, polygon(box(0, 0, 50, 100)))
	f.Add(collection(good, item(a2, polygon(box(50, 0, 100, 100), box(60, 10, 70, 20)))))
	f.Add(collection(good, item(a2, multi(box(50, 0, 60, 10), box(80, 80, 100, 100)))))
	f.Add(collection(good, item(a2, "null")))
	f.Add(collection(item(a1, polygon("[[31,48],[32,48],[31,48],[31,48]]"))))
	f.Add(collection(item(a1, polygon("[[31,48],[31,48],[31,48],[31,48]]"))))
	f.Add(collection(item(a1, `{"type":"Polygon","coordinates":[]}`), item(a2, `{"type":"GeometryCollection","geometries":[]}`)))
	f.Add(`{"crs":{"a":[1]},"features":[]}`)
	whole := polygon(box(0, 0, 100, 100))
	f.Fuzz(func(t *testing.T, text string) {
		for _, level := range []Level{Oblast, Raion, Hromada} {
			list, err := readFeatures(strings.NewReader(text), level)
			if err != nil {
				continue
			}
			seen := map[string]bool{}
			for _, one := range list {
				if seen[one.code] || len(one.code) != codeLength[level] || !strings.HasPrefix(one.code, one.parent) {
					t.Fatalf("code %q, parent %q", one.code, one.parent)
				}
				seen[one.code] = true
				for _, r := range one.rings {
					for _, p := range r {
						if len(r) < 4 || r[0] != r[len(r)-1] || !(math.Abs(p.x) <= 180 && math.Abs(p.y) < 90) {
							t.Fatalf("%s: ring %v", one.code, r)
						}
					}
				}
			}
		}
		result, err := Compile(strings.NewReader(text), strings.NewReader(collection(item("UA1402", whole))), strings.NewReader(collection(item("UA14", whole))), Options{Width: 64})
		if err != nil {
			return
		}
		for _, u := range result.Units {
			if _, err := u.Path.Polygons(); err != nil {
				t.Errorf("%s: %v", u.Code, err)
			}
		}
	})
}
