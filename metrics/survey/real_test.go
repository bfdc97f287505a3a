// SPDX-License-Identifier: Apache-2.0

package survey

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"osnova/metrics/frame"
)

// shared reads a real file that is not in the repository.
func shared(t *testing.T, name string) string {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "data", name))
	if err != nil {
		t.Skipf("the real file is not in ../shared/data: %v", err)
	}
	return string(body)
}

// The 24 pairs of the survey on self-service kiosks, in six groups of four (the
// groups are of this test). Checked with pandas 3.1.1, pingouin 0.6.1
// (cronbach_alpha), scipy 1.17.1 (ttest_1samp), statsmodels 0.15.0
// (proportion_confint); intervals against 20,000 resamples by numpy.
func TestKiosk(t *testing.T) {
	items := "item,dimension,perception,expectation,role\n"
	for i := range 24 {
		items += fmt.Sprintf("K%02d,D%d,P%02[1]d,E%02[1]d,\n", i+1, i/4+1)
	}
	items += "sat,,sat_1,,csat\n"
	r := measure(t, items, shared(t, "survey/kiosk-servqual-2019.csv"), Fields{Unit: "gender"}, Settings{Replicates: 2000})
	servqual := r.metric("servqual")
	near(t, "servqual", servqual.Value, -1.1020531400966183, 1e-12)
	near(t, "servqual low", servqual.Low, -1.2179, 0.012)
	near(t, "servqual high", servqual.High, -0.9890, 0.012)
	near(t, "servperf", r.metric("servperf").Value, 4.871779388083736, 1e-12)
	near(t, "S", r.metric("s_index").Value, 71.96557971014492, 1e-12)
	near(t, "S low", r.metric("s_index").Low, 70.189, 0.003)
	near(t, "S high", r.metric("s_index").High, 73.708, 0.003)
	near(t, "CSAT", r.metric("csat").Value, 75.36231884057972, 1e-12)
	near(t, "CSAT low", r.metric("csat").Low, 69.06559447626177, 1e-7)
	near(t, "CSAT high", r.metric("csat").High, 80.73485776223319, 1e-7)
	if servqual.N != 207 || r.checked("respondents", "") != 211 || r.checked("missing", "P05") != 4 || r.checked("straight_liners", "") != 2 {
		t.Errorf("n %d, quality %v", servqual.N, r.Quality[:6])
	}
	meanE := 0.0
	for _, it := range r.Items {
		meanE += it.MeanE / 24
	}
	near(t, "expectation", meanE, 5.973832528180354, 1e-12)
	first := r.Items[0]
	near(t, "gap of the first", first.Gap, -0.5458937198067633, 1e-12)
	near(t, "its deviation", first.SD, 1.0868007955610874, 1e-12)
	near(t, "its t", first.T, -7.226754858445157, 1e-12)
	if math.Abs(first.P/9.462032018383563e-12-1) > 1e-9 || first.N != 207 {
		t.Errorf("p %g of %d", first.P, first.N)
	}
	for i, want := range [][4]float64{
		{0.6251957243838642, 0.48219090155385, 0.5217651906795533, 81.52173913043478},
		{0.7110958815845736, 0.5362339806516353, 0.6186443996943392, 70.5817230273752},
		{0.7375629950016142, 0.6922254652137699, 0.699468859797662, 70.5414653784219},
		{0.6803809411776236, 0.8162170376684045, 0.7083056294326244, 69.45450885668276},
		{0.7437020794374274, 0.8001816819589389, 0.762170151268034, 71.86996779388085},
		{0.6648202355300779, 0.4753106795384836, 0.5728772083489473, 67.82407407407406},
	} {
		d := r.Dimensions[i]
		near(t, d.Dimension+" α of P", d.AlphaP, want[0], 1e-12)
		near(t, d.Dimension+" α of E", d.AlphaE, want[1], 1e-12)
		near(t, d.Dimension+" α of gaps", d.AlphaGap, want[2], 1e-12)
		near(t, d.Dimension+" S", d.S, want[3], 1e-12)
	}
	if len(r.Units) != 2 || r.Units[0].Unit != "남" || r.Units[0].N != 54 || r.Units[1].N != 153 {
		t.Fatalf("units %v", r.Units)
	}
	near(t, "men", r.Units[0].ServQual, -1.162037037037037, 1e-12)
	near(t, "women", r.Units[1].ServQual, -1.0808823529411762, 1e-12)
}

// Sixteen services of Kansas City judged on 1–5, 9 = don't know, by council
// district. Checked with pandas, pingouin and statsmodels as above; ω by an own
// principal-axis iteration in numpy.
func TestResidents(t *testing.T) {
	items := "item,dimension,perception,role,scale_min,scale_max,missing\n"
	for i := range 16 {
		items += fmt.Sprintf("s%d,%s,q3_%02[1]d,,1,5,9\n", i+1, []string{"first", "second"}[i/8])
	}
	items += "all,,q2_01,csat,,,9\n"
	body := shared(t, "survey/kcmo-resident-survey-2021-2022.csv")
	r := measure(t, items, body, Fields{Unit: "counci"}, Settings{})
	near(t, "servperf", r.metric("servperf").Value, 3.2688654454837494, 1e-12)
	near(t, "S", r.metric("s_index").Value, 56.700954486668955, 1e-12)
	near(t, "CSAT", r.metric("csat").Value, 50.50150451354062, 1e-12)
	near(t, "CSAT low", r.metric("csat").Low, 48.308160478517054, 1e-7)
	for i, want := range [][3]float64{{3.2809535619803474, 0.7842932191145433, 0.7900599696864905}, {3.255835284933646, 0.8218905193949824, 0.8275684136014434}} {
		near(t, "mean", r.Dimensions[i].MeanP, want[0], 1e-12)
		near(t, "alpha", r.Dimensions[i].AlphaP, want[1], 1e-12)
		near(t, "omega", r.Dimensions[i].Omega, want[2], 1e-10)
	}
	if b := r.metric("s_index").Basis; b != "perf equal" {
		t.Errorf("basis %q", b)
	}
	for i, want := range []float64{3.291178, 3.322772, 3.215610, 3.269604, 3.213193, 3.294359} {
		near(t, "district", r.Units[i].ServPerf, want, 1e-6)
	}
	if r.metric("servqual").Status != NotAsked || r.checked("straight_liners", "") != 22 || r.metric("servperf").N != 2016 {
		t.Errorf("%v", r.Overall)
	}
	// Without the code, the nines are outside the scale: 3,970 in the items, 23 in the other.
	r = measure(t, strings.ReplaceAll(items, ",9\n", ",\n"), body, Fields{}, Settings{})
	near(t, "the same mean", r.metric("servperf").Value, 3.2688654454837494, 1e-12)
	if len(r.Quarantine) != 3970+23 {
		t.Errorf("%d quarantined", len(r.Quarantine))
	}
}

// Trust and satisfaction in the European Social Survey, Ukraine 2022, on 0–10,
// weighted to the residents of 15 and more by age and sex, then raked to town and
// village too. Checked with pandas: groupby sums, 5,000 rounds of fitting.
func TestSocialSurvey(t *testing.T) {
	responses, byAge, byPlace := socialSurvey(t)
	items := "item,dimension,perception,scale_min,scale_max\n"
	for _, q := range []string{"trstprl", "trstlgl", "trstplc", "trstplt"} {
		items += q + ",trust," + q + ",0,10\n"
	}
	for _, q := range []string{"stfgov", "stfedu", "stfhlth"} {
		items += q + ",satisfaction," + q + ",0,10\n"
	}
	for _, c := range []struct {
		name              string
		margins           []Margin
		weight            string
		servperf, trust   float64
		effective         float64
		n, capped, strays int
	}{
		{"as they are", nil, "", 2.741100587851078, math.NaN(), 1531, 1531, 0, 0},
		{"post-stratified", []Margin{byAge}, "", 2.788546322828353, 2.455004780316446, 1477.4295845207778, 1531, 0, 0},
		{"raked", []Margin{byAge, byPlace}, "", 2.7846249181856333, 2.4531973685621162, 1463.9683769760456, 1529, 0, 2},
		{"raked from design weights, capped", []Margin{byAge, byPlace}, "dweight", 2.8297518026791044, 2.528150605609972, 1160.5227396508863, 1529, 1, 2},
		{"analysis weights", nil, "anweight", 2.7992321183337654, math.NaN(), 1084.5109023966886, 1531, 0, 0},
	} {
		r := measure(t, items, responses, Fields{Margins: c.margins, Weight: c.weight}, Settings{Cap: 5})
		m := r.metric("servperf")
		near(t, c.name+": servperf", m.Value, c.servperf, 1e-9)
		near(t, c.name+": n_eff", r.checked("n_eff", ""), c.effective, 1e-8)
		near(t, c.name+": deff", r.checked("deff", ""), float64(c.n)/c.effective, 1e-8)
		if !math.IsNaN(c.trust) {
			near(t, c.name+": trust", r.Dimensions[0].MeanP, c.trust, 1e-9)
			near(t, c.name+": capped", r.checked("weights_capped", ""), float64(c.capped), 0)
			near(t, c.name+": without stratum", r.checked("no_stratum", ""), float64(c.strays), 0)
		}
		near(t, c.name+": α of trust", r.Dimensions[0].AlphaP, 0.8389553972949575, 1e-3) // but for the two left out
		if m.N != c.n {
			t.Errorf("%s: n = %d", c.name, m.N)
		}
	}
}

// socialSurvey adds bands to the real answers, and makes the margins from the real
// population by oblast, age and sex.
func socialSurvey(t *testing.T) (responses string, byAge, byPlace Margin) {
	t.Helper()
	band := func(age float64) string {
		switch {
		case age < 40:
			return "15–39"
		case age < 60:
			return "40–59"
		}
		return "60+"
	}
	people, err := frame.Read("ess.csv", strings.NewReader(shared(t, "survey/ess10-ua-2022-digital-subset.csv")))
	if err != nil {
		t.Fatal(err)
	}
	ages, err := people.Numbers("agea")
	if err != nil {
		t.Fatal(err)
	}
	names := append([]string{"band", "sex", "place"}, people.Names...)
	w := frame.NewWriter(names...)
	column := func(f *frame.Frame, name string) []string {
		cells, err := f.Text(name)
		if err != nil {
			t.Fatal(err)
		}
		return cells
	}
	for i := range people.Len() {
		cells := []any{
			band(ages[i]), map[string]string{"1": "male", "2": "female"}[column(people, "gndr")[i]],
			map[string]string{"1": "urban", "2": "urban", "3": "urban", "4": "rural", "5": "rural"}[column(people, "domicil")[i]],
		}
		for _, name := range people.Names {
			cells = append(cells, column(people, name)[i])
		}
		w.Row(cells...)
	}
	residents, err := frame.Read("population.csv", strings.NewReader(shared(t, "kse-hromada/resident-population-oblast-age-sex-2022.csv")))
	if err != nil {
		t.Fatal(err)
	}
	ageSex, place := map[string]float64{}, map[string]float64{}
	for i := range residents.Len() {
		var from float64
		age, territory := column(residents, "age")[i], column(residents, "territory")[i]
		if _, err := fmt.Sscanf(age, "%f", &from); err != nil || from < 15 || column(residents, "oblast_code")[i] != "UA" {
			continue
		}
		for _, sex := range []string{"male", "female"} {
			n, _ := frame.Number(column(residents, sex)[i])
			if territory == "total" {
				ageSex[band(from)+","+sex] += n
			} else {
				place[territory] += n
			}
		}
	}
	margin := func(header string, cells map[string]float64) Margin {
		text := header + ",population\n"
		for key, n := range cells {
			text += fmt.Sprintf("%s,%g\n", key, n)
		}
		f, err := frame.Read("margin.csv", strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		m, err := ReadMargin(f)
		if err != nil {
			t.Fatal(err)
		}
		return *m
	}
	return string(w.Bytes()), margin("band,sex", ageSex), margin("place", place)
}
