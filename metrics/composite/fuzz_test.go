// SPDX-License-Identifier: Apache-2.0

package composite

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"osnova/metrics/frame"
)

// FuzzFiles: whatever iMeta, iData and the goalposts hold, there is an index or an error, and every score is finite or missing.
func FuzzFiles(f *testing.F) {
	f.Add("iCode,Level,Parent,Type,Direction,Weight\na,1,I,Indicator,1,1\nb,1,I,Indicator,-1,2\nI,2,,Aggregate,1,1\n", "uCode,a,b\nx,1,2\ny,3,\nz,5,7\n", "iCode,lower,upper\na,0,10\nb,0,8\n")
	f.Add("iCode,Level,Parent,Type,Direction,Weight,Denominator,Target\na,1,A,Indicator,1,1,d,3\nA,2,I,Aggregate,1,0,,\nI,3,,Aggregate,1,1,,\nd,,,Denominator,,,,\ng,,,Group,,,,\n", "uCode,uName,Time,a,d,g\nx,х,2024,1e308,0,k\nx,х,2025,-1e308,1e-308,\n", "iCode,lower,upper,scale\na,1,1,log\n")
	f.Add("iCode,Level,Parent,Type,Direction,Weight\na,1,a,Indicator,1,NA\n", "uCode,a\nNA,\n", "iCode,lower,upper\na,2,1\n")
	f.Fuzz(func(t *testing.T, meta, data, posts string) {
		read := func(file, text string) *frame.Frame {
			f, err := frame.Read(file, strings.NewReader(text))
			if err != nil {
				return nil
			}
			return f
		}
		m, d, p := read("imeta.csv", meta), read("idata.csv", data), read("goalposts.csv", posts)
		if m == nil || d == nil || p == nil || d.Len() > 200 || m.Len() > 50 {
			return
		}
		fw, err := ReadFramework(m)
		if err != nil {
			return
		}
		if how := (&Normalisation{Method: "goalposts"}); ReadGoalposts(p, fw, how) == nil {
			for code, g := range how.posts {
				if !(g.Lower < g.Upper) {
					t.Errorf("%s: goalposts %v", code, g)
				}
			}
		}
		values, err := ReadData(d, fw)
		if err != nil {
			return
		}
		for _, method := range []string{"minmax", "zscore", "rank"} {
			x, err := Build(Input{Framework: fw, Data: values, Spec: Spec{Denominate: true, Normalise: &Normalisation{Method: method}, Aggregate: &Aggregation{Steps: []Rule{{Mean{Kind: KindAMean}}}}}})
			if err != nil {
				continue
			}
			for name, body := range x.Files() {
				for _, line := range strings.Split(string(body.Bytes()), "\n")[1:] {
					for _, cell := range strings.Split(line, ",") {
						if v, _ := frame.Number(cell); cell == "NaN" || math.IsInf(v, 0) || cell == "+Inf" || cell == "-Inf" {
							t.Fatalf("%s: %s: %s", method, name, line)
						}
					}
				}
			}
		}
	})
}

// FuzzSpec: whatever a spec says of normalising, imputing and aggregating, it is refused or gives finite scores. A decoder of JSON stands for
// that of YAML: both hand over the same shapes.
func FuzzSpec(f *testing.F) {
	f.Add(`"amean"`, `"minmax"`, `"median"`)
	f.Add(`["gmean", {"genmean": -1e3}]`, `{"Method": "zscore", "SD": 0}`, `{"Method": "mean_group", "Group": "g"}`)
	f.Add(`{"default": {"owa": [3, 2, 1]}, "I": {"mpi": "minus"}}`, `{"Method": "minmax", "Lower": 1, "Upper": -1}`, `"none"`)
	f.Add(`{"owa": [0, 0]}`, `{"Method": "dist_to_ref", "Unit": "x"}`, `null`)
	meta, err := frame.Read("imeta.csv", strings.NewReader("iCode,Level,Parent,Type,Direction,Weight\na,1,I,Indicator,1,1\nb,1,I,Indicator,-1,2\nI,2,,Aggregate,1,1\ng,,,Group,,\n"))
	if err != nil {
		f.Fatal(err)
	}
	fw, err := ReadFramework(meta)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, aggregate, normalise, impute string) {
		data, err := frame.Read("idata.csv", strings.NewReader("uCode,a,b,g\nx,1,2,k\ny,3,,k\nz,5,7,l\nw,0,1e9,l\n"))
		if err != nil {
			t.Fatal(err)
		}
		values, err := ReadData(data, fw)
		if err != nil {
			t.Fatal(err)
		}
		var s Spec
		s.Aggregate, s.Normalise, s.Impute = &Aggregation{}, &Normalisation{}, &Imputation{}
		from := func(text string) func(any) error { return func(v any) error { return json.Unmarshal([]byte(text), v) } }
		if s.Aggregate.UnmarshalYAML(from(aggregate)) != nil || s.Normalise.UnmarshalYAML(from(normalise)) != nil || s.Impute.UnmarshalYAML(from(impute)) != nil {
			return
		}
		x, err := Build(Input{Framework: fw, Data: values, Spec: s})
		if err != nil {
			return
		}
		for name, body := range x.Files() {
			for _, line := range strings.Split(string(body.Bytes()), "\n")[1:] {
				for _, cell := range strings.Split(line, ",") {
					if cell == "NaN" || strings.HasSuffix(cell, "Inf") {
						t.Fatalf("%s: %s", name, line)
					}
				}
			}
		}
	})
}
