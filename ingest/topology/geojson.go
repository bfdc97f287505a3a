// SPDX-License-Identifier: Apache-2.0

package topology

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
)

// feature is one unit as read: codes, names, area in km² as published, rings in degrees.
type feature struct {
	code, parent string // parent: the code of the next level up, "" for an oblast
	uk, en       string
	areaKm2      float64
	rings        [][]point // closed (first = last) as in the file; exteriors and holes alike
}

type point struct{ x, y float64 }

type rawFeature struct {
	Type       string                     `json:"type"`
	Properties map[string]json.RawMessage `json:"properties"`
	Geometry   *rawGeometry               `json:"geometry"`
}

type rawGeometry struct {
	Type        string            `json:"type"`
	Coordinates json.RawMessage   `json:"coordinates"`
	Geometries  []json.RawMessage `json:"geometries"`
}

// codeLength is the number of characters of a code: UA + 2 digits per oblast, 2 more per raion, 3 more per hromada.
var codeLength = map[Level]int{Oblast: 4, Raion: 6, Hromada: 9}

// readFeatures reads a FeatureCollection one feature at a time, so that an error can name the feature.
func readFeatures(r io.Reader, level Level) ([]feature, error) {
	dec := json.NewDecoder(r)
	if err := seekFeatures(dec); err != nil {
		return nil, fmt.Errorf("%s file: %w", level, err)
	}
	var out []feature
	seen := map[string]bool{}
	last := "none"
	for n := 1; dec.More(); n++ {
		var raw rawFeature
		if err := dec.Decode(&raw); err != nil {
			return nil, fmt.Errorf("%s file: feature %d (the one after %s): %w", level, n, last, err)
		}
		f, err := raw.read(level)
		if err != nil {
			return nil, fmt.Errorf("%s file: feature %d (%s): %w", level, n, f.code, err)
		}
		if seen[f.code] {
			return nil, fmt.Errorf("%s file: feature %d (%s): code given twice; remove one of the two features", level, n, f.code)
		}
		seen[f.code] = true
		last = f.code
		out = append(out, f)
	}
	if _, err := dec.Token(); err != nil {
		return nil, fmt.Errorf("%s file: after feature %s: %w; is the file cut short?", level, last, err)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s file: no features; give a GeoJSON FeatureCollection", level)
	}
	return out, nil
}

// seekFeatures moves the decoder just inside the array "features".
func seekFeatures(dec *json.Decoder) error {
	const hint = "not a GeoJSON FeatureCollection"
	if t, err := dec.Token(); err != nil {
		return fmt.Errorf("%s: %w", hint, err)
	} else if t != json.Delim('{') {
		return fmt.Errorf("%s: starts with %v", hint, t)
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return fmt.Errorf("%s: %w", hint, err)
		}
		if key == "features" {
			t, err := dec.Token()
			if err != nil {
				return fmt.Errorf("%s: %w", hint, err)
			}
			if t != json.Delim('[') {
				return fmt.Errorf("%s: features is not an array", hint)
			}
			return nil
		}
		var skip json.RawMessage
		if err := dec.Decode(&skip); err != nil {
			return fmt.Errorf("%s: %w", hint, err)
		}
	}
	return fmt.Errorf("%s: it has no features", hint)
}

func (raw rawFeature) read(level Level) (feature, error) {
	n := map[Level]string{Oblast: "ADM1", Raion: "ADM2", Hromada: "ADM3"}[level]
	f := feature{code: "no code"}
	var code string
	if err := raw.property(n+"_PCODE", &code); err != nil {
		return f, err
	}
	f.code = code
	if len(code) != codeLength[level] {
		return f, fmt.Errorf("code has %d characters, want %d", len(code), codeLength[level])
	}
	switch level {
	case Hromada:
		f.parent = code[:codeLength[Raion]]
	case Raion:
		f.parent = code[:codeLength[Oblast]]
	}
	if err := raw.property(n+"_UA", &f.uk); err != nil {
		return f, err
	}
	if err := raw.property(n+"_EN", &f.en); err != nil {
		return f, err
	}
	if err := raw.property("AREA_SQKM", &f.areaKm2); err != nil {
		return f, err
	}
	var err error
	f.rings, err = raw.Geometry.rings()
	return f, err
}

func (raw rawFeature) property(name string, to any) error {
	v, ok := raw.Properties[name]
	if !ok {
		return fmt.Errorf("property %s is missing", name)
	}
	if err := json.Unmarshal(v, to); err != nil {
		return fmt.Errorf("property %s: %w", name, err)
	}
	return nil
}

// rings gives the rings of a Polygon or MultiPolygon; none for an absent geometry or an empty GeometryCollection.
func (g *rawGeometry) rings() ([][]point, error) {
	if g == nil {
		return nil, nil
	}
	var polygons [][][][]float64
	switch g.Type {
	case "Polygon":
		var one [][][]float64
		if err := unmarshal(g.Coordinates, &one); err != nil {
			return nil, err
		}
		polygons = append(polygons, one)
	case "MultiPolygon":
		if err := unmarshal(g.Coordinates, &polygons); err != nil {
			return nil, err
		}
	case "GeometryCollection":
		if len(g.Geometries) == 0 {
			return nil, nil
		}
		return nil, fmt.Errorf("GeometryCollection with members; give a Polygon or MultiPolygon")
	default:
		return nil, fmt.Errorf("geometry type %q; give a Polygon or MultiPolygon", g.Type)
	}
	var rings [][]point
	for _, p := range polygons {
		for _, r := range p {
			ring, err := checkRing(r)
			if err != nil {
				return nil, fmt.Errorf("ring %d: %w", len(rings)+1, err)
			}
			rings = append(rings, ring)
		}
	}
	return rings, nil
}

func unmarshal(raw json.RawMessage, to any) error {
	if len(bytes.TrimSpace(raw)) == 0 {
		return fmt.Errorf("coordinates are missing")
	}
	if err := json.Unmarshal(raw, to); err != nil {
		return fmt.Errorf("coordinates: %w", err)
	}
	return nil
}

func checkRing(r [][]float64) ([]point, error) {
	if len(r) < 4 {
		return nil, fmt.Errorf("%d points; a closed ring has at least 4", len(r))
	}
	ring := make([]point, len(r))
	for i, p := range r {
		if len(p) < 2 {
			return nil, fmt.Errorf("point %d has %d coordinates, want longitude and latitude", i+1, len(p))
		}
		if !(math.Abs(p[0]) <= 180 && math.Abs(p[1]) < 90) {
			return nil, fmt.Errorf("point %d (%g, %g) is not on the globe; give WGS84 degrees", i+1, p[0], p[1])
		}
		ring[i] = point{p[0], p[1]}
	}
	if ring[0] != ring[len(ring)-1] {
		return nil, fmt.Errorf("not closed: starts at (%g, %g), ends at (%g, %g)",
			ring[0].x, ring[0].y, ring[len(ring)-1].x, ring[len(ring)-1].y)
	}
	return ring, nil
}
