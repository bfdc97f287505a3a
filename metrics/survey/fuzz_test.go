// SPDX-License-Identifier: Apache-2.0

package survey

import (
	"context"
	"strings"
	"testing"

	"osnova/metrics/frame"
)

// FuzzSurvey: whatever the two files hold, there is a result or an error, never a
// panic, and no NaN in a file.
func FuzzSurvey(f *testing.F) {
	f.Add("item,dimension,perception,expectation\na,D,p,e\nb,D,q,\n", "p,e,q,u\n1,2,3,x\n,7,9,\n4.5,NA,2,y\n")
	f.Add("item,dimension,perception,importance,role,scale_min,scale_max,missing\na,D,p,w,,1,5,9 99\ns,,q,,csat,,,\nn,,n,,nps,,,\nt,,u,,duration,,,\nh,,e,,stratum,,,\n", "p,e,q,u,w,n\n1,a,3,60,50,10\n9,,1,1,50,3\n")
	f.Add("item,dimension,perception\n\"\n", "p\n\"\"\n")
	f.Add("item,dimension,perception,scale_min,scale_max\na,a,p,-1e308,1e308\nb,a,e,0,1e-300\n", "p,e,u\n1e308,1e-301,\n-1e308,1e-300,b\n")
	f.Fuzz(func(t *testing.T, items, responses string) {
		for _, fields := range []Fields{{}, {Unit: "u"}, {Weight: "q", Cluster: "e"}} {
			s, err := load(items, responses, []string{"9"}, fields)
			if err != nil {
				continue
			}
			r, err := Analyse(context.Background(), s, Settings{Replicates: 20, NoSuppress: true, Cap: 5})
			if err != nil {
				continue
			}
			for name, body := range r.Files() {
				for _, line := range strings.Split(string(body), "\n")[1:] {
					for _, cell := range strings.Split(line, ",") {
						if cell == "NaN" || strings.HasSuffix(cell, "Inf") {
							t.Fatalf("%s: %s", name, line)
						}
					}
				}
			}
		}
	})
}

// FuzzMargin: a table of strata is refused, or gives each cell one population of 0 or more.
func FuzzMargin(f *testing.F) {
	f.Add("sex,age,population\nf,18-34,100\nm,18-34,90\n")
	f.Add("sex,population\nf,-1\nf,NaN\n,\n")
	f.Add("population,a,b\n1,x × y,z\n1,x,y × z\n")
	f.Fuzz(func(t *testing.T, text string) {
		table, err := frame.Read("a.csv", strings.NewReader(text))
		if err != nil {
			return
		}
		m, err := ReadMargin(table)
		if err != nil {
			return
		}
		if len(m.Cells) != len(m.Population) || len(m.index) != len(m.Cells) {
			t.Errorf("%q: %d cells, %d populations, %d places", text, len(m.Cells), len(m.Population), len(m.index))
		}
		for i, v := range m.Population {
			if !(v >= 0) {
				t.Errorf("%s: %v", m.Cells[i], v)
			}
		}
	})
}
