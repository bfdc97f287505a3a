// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"osnova/catalog"
)

// TestJSONStatFaults: what is no dataset of JSON-stat 2.0 is told by what is wrong with it.
func TestJSONStatFaults(t *testing.T) {
	s := cubeOf(catalog.Format{Kind: "jsonstat"}, 1, "geo=geo", "value=$value")
	for body, want := range map[string]string{
		`{"class":"dataset"`: "not JSON-stat",
		`<html>`:             "not JSON-stat",
		`{"error":[{"status":413,"label":"EXTRACTION_TOO_BIG"}]}`: "EXTRACTION_TOO_BIG",
		`{"class":"collection"}`:                                  `the class is "collection"`,
		`{"class":"dataset","id":["geo"],"size":[2],"dimension":{"geo":{"category":{"index":["A"]}}},"value":[1]}`:               "has 1 categories, its size is 2",
		`{"class":"dataset","id":["geo"],"size":[2],"dimension":{"geo":{"category":{"index":{"A":0,"B":0}}}},"value":[1]}`:       `has the place 0 of 2`,
		`{"class":"dataset","id":["geo"],"size":[1],"dimension":{"geo":{"category":{"index":["A"]}}},"value":{"7":1}}`:           "cell 7 of 1",
		`{"class":"dataset","id":["geo"],"size":[1000000000],"dimension":{},"value":[]}`:                                         "too many cells",
		`{"class":"dataset","id":["geo","time"],"size":[1],"dimension":{},"value":[]}`:                                           "2 dimensions, 1 sizes",
		`{"class":"dataset","id":["land"],"size":[1],"dimension":{"land":{"category":{"label":{"A":"A"}}}},"value":[1]}`:         `no dimension "geo"`,
		`{"class":"dataset","id":["geo"],"size":[2],"dimension":{"geo":{"category":{"label":{"A":"A","B":"B"}}}},"value":[1,2]}`: "2 categories without an index",
	} {
		if _, err := readCube(s, []byte(body)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", body, err, want)
		}
	}
}

// TestSDMX: the same observations in every form of the standard come out alike.
func TestSDMX(t *testing.T) {
	s := cubeOf(catalog.Format{Kind: "sdmx"}, 3, "region=REGION", "freq=FREQ", "time=TIME_PERIOD", "value=$value", "status=$status", "unit=UNIT")
	want := "UA05|A|2023|10.5||грн\nUA05|A|2024|11|p|грн\nUA07|A|2024||:|\n"
	head := `<?xml version="1.0"?><m:%s xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message" xmlns:g="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic">`
	for name, body := range map[string]string{
		"generic, series": head + `<m:Header><m:Structure dimensionAtObservation="TIME_PERIOD"/></m:Header><m:DataSet>
<g:Group><g:GroupKey><g:Value id="REGION" value="not a series"/></g:GroupKey></g:Group>
<g:Series><g:SeriesKey><g:Value id="REGION" value="UA05"/><g:Value id="FREQ" value="A"/></g:SeriesKey><g:Attributes><g:Value id="UNIT" value="грн"/></g:Attributes>
<g:Obs><g:ObsDimension value="2023"/><g:ObsValue value="10.5"/></g:Obs>
<g:Obs><g:ObsDimension id="TIME_PERIOD" value="2024"/><g:ObsValue value="11"/><g:Attributes><g:Value id="OBS_STATUS" value="P"/></g:Attributes></g:Obs></g:Series>
<g:Series><g:SeriesKey><g:Value id="REGION" value="UA07"/><g:Value id="FREQ" value="A"/></g:SeriesKey><g:Obs><g:ObsDimension value="2024"/><g:ObsValue value="NaN"/></g:Obs></g:Series></m:DataSet></m:%s>`,
		"generic, flat": head + `<m:DataSet>
<g:Obs><g:ObsKey><g:Value id="REGION" value="UA05"/><g:Value id="FREQ" value="A"/><g:Value id="TIME_PERIOD" value="2023"/></g:ObsKey><g:ObsValue value="10.5"/><g:Attributes><g:Value id="OBS_STATUS" value="A"/><g:Value id="UNIT" value="грн"/></g:Attributes></g:Obs>
<g:Obs><g:ObsKey><g:Value id="REGION" value="UA05"/><g:Value id="FREQ" value="A"/><g:Value id="TIME_PERIOD" value="2024"/></g:ObsKey><g:ObsValue value="11"/><g:Attributes><g:Value id="OBS_STATUS" value="P"/><g:Value id="UNIT" value="грн"/></g:Attributes></g:Obs>
<g:Obs><g:ObsKey><g:Value id="REGION" value="UA07"/><g:Value id="FREQ" value="A"/><g:Value id="TIME_PERIOD" value="2024"/></g:ObsKey><g:Attributes><g:Value id="OBS_STATUS" value="M"/></g:Attributes></g:Obs></m:DataSet></m:%s>`,
		"structure-specific": head + `<m:DataSet m:action="Replace" FREQ="A"><Series REGION="UA05" UNIT="грн"><Obs TIME_PERIOD="2023" OBS_VALUE="10.5"/><Obs TIME_PERIOD="2024" OBS_VALUE="11" OBS_STATUS="P"/></Series><Obs REGION="UA07" TIME_PERIOD="2024" OBS_STATUS="M"/></m:DataSet></m:%s>`,
		"text":               "DATAFLOW,REGION,FREQ,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT\nSSSU:X(1.0),UA05,A,2023,10.5,A,грн\nSSSU:X(1.0),UA05,A,2024,11,P,грн\nSSSU:X(1.0),UA07,A,2024,,M,\n",
		"text with labels":   "STRUCTURE,ACTION,REGION: Регіон,FREQ: Частота,TIME_PERIOD: Час,OBS_VALUE,OBS_STATUS: Стан,UNIT: Одиниця\ndataflow,I,UA05: Вінницька,A: Рік,2023,10.5,A: Звичайне,грн\ndataflow,I,UA05: Вінницька,A: Рік,2024,11,P: Попереднє,грн\ndataflow,I,UA07: Волинська,A: Рік,2024,,M: Немає,\ndataflow,D,UA09: х,A: Рік,2024,1,,\n",
	} {
		kind := "GenericData"
		if strings.HasPrefix(name, "structure") {
			kind = "StructureSpecificData"
		}
		out, err := readCube(s, []byte(strings.ReplaceAll(body, "m:%s", "m:"+kind)))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if d := cmp.Diff(want, rowsOf(out)); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
	for body, want := range map[string]string{
		`<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><m:D xmlns:m="m"><m:DataSet><Obs REGION="&e;"/></m:DataSet></m:D>`:                                                                                                         "document type",
		`<m:D xmlns:m="m"><m:DataSet><Obs REGION="&e;"/></m:DataSet></m:D>`:                                                                                                                                                               "cannot be read",
		`<m:D xmlns:m="m"><m:DataSet><Obs REGION="UA05" FREQ="A" TIME_PERIOD="2024" OBS_VALUE="1"/>`:                                                                                                                                      "cannot be read",
		`<m:Error xmlns:m="m" xmlns:c="c"><m:ErrorMessage code="100"><c:Text>No results found</c:Text></m:ErrorMessage></m:Error>`:                                                                                                        "message 100: No results found",
		`<m:D xmlns:m="m"><m:DataSet><Obs REGION="UA05" FREQ="A" TIME_PERIOD="2024" OBS_VALUE="1"/></m:DataSet><m:Footer><m:Message code="510"><c:Text xmlns:c="c">Response size exceeds the limit</c:Text></m:Message></m:Footer></m:D>`: "message 510",
		`<m:D xmlns:m="m"><m:DataSet><Obs AREA="UA05" FREQ="A" TIME_PERIOD="2024" OBS_VALUE="1"/></m:DataSet></m:D>`:                                                                                                                      `no dimension "REGION"`,
		strings.Repeat("<a>", 100): "nest more than 64 deep",
		`<html></html>`:            "no data set",
	} {
		if _, err := readCube(s, []byte(body)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", shorten(body), err, want)
		}
	}
}

// FuzzCubes: no bytes make a reader panic, and every record it counts is accounted for.
func FuzzCubes(f *testing.F) {
	f.Add(byte(0), []byte("a,b,2024,2025\nx,,1 be,..\n,y,1¹,2\nnote\n"))
	f.Add(byte(1), []byte("freq,geo\\TIME_PERIOD\t2024 \nA,EL\t1.5 be\n"))
	f.Add(byte(2), []byte(`{"class":"dataset","id":["a","b"],"size":[1,2],"dimension":{"a":{"category":{"label":{"x":"X"}}},"b":{"category":{"index":{"y":1,"z":0}}}},"value":{"1":2.5},"status":["p",null]}`))
	f.Add(byte(3), []byte(`<m:D xmlns:m="m"><m:DataSet><Series a="1"><Obs b="2" OBS_VALUE="3"/></Series></m:DataSet></m:D>`))
	f.Add(byte(3), []byte("a,b,OBS_VALUE\n1,2,3\n"))
	f.Fuzz(func(t *testing.T, kind byte, body []byte) {
		s := cubeOf(catalog.Format{Kind: "pivot", Pivot: &catalog.Pivot{
			Table: "csv", Heads: []string{"b"}, Keys: []string{"k", "a"}, Section: true, Again: "^Again",
			Notes: &catalog.Notes{Key: "a", Head: "b", Names: "^(.+):$", Matches: `^Change (\d{4})`, Status: "b"},
		}}, 0, "a=a", "b=b", "value=$value", "status=$status")
		switch kind % 4 {
		case 1:
			s.Format = catalog.Format{Kind: "pivot", Delimiter: "\t", Pivot: &catalog.Pivot{Table: "csv", Packed: true}}
			s.Columns[0].From, s.Columns[1].From = "geo", "TIME_PERIOD"
		case 2:
			s.Format = catalog.Format{Kind: "jsonstat"}
		case 3:
			s.Format = catalog.Format{Kind: "sdmx"}
		}
		s.Key = []string{"a", "b"}
		_, err := readCube(s, body)
		if err != nil && strings.Contains(err.Error(), "loses records") {
			t.Error(err)
		}
	})
}
