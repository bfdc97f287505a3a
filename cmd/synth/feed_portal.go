// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"fmt"
	"strings"
)

// portalOfServices are the tables of a portal of e-services: lookups, and rows that offer a service in a city. Codes lost their leading
// zeros, some rows are hidden or tests, some have no city, and some cities are raions that are no more.
var portalOfServices = Feed{"portal of services", []string{"igov_services"}, func(c *Country, o *Folder) error {
	semicolons := func(name string, header string, rows [][]string) error {
		return o.File("eservices-igov/"+name, table(';', strings.Split(header, ";"), rows))
	}
	var regions, cities, services [][]string
	region := map[*Oblast]string{}
	for k, ob := range c.Oblasts {
		region[ob] = fmt.Sprint(k + 1)
		regions = append(regions, []string{region[ob], ob.Short, strings.TrimLeft(ob.Koatuu, "0")})
	}
	subjects := []string{"Будівництво", "Земля", "Довідки", "Освіта", "Соціальний захист", "Транспорт", "Довкілля"}
	var subcategories [][]string
	for k, s := range subjects {
		subcategories = append(subcategories, []string{fmt.Sprint(k + 1), s, fmt.Sprintf("S%d", k+1), "1", fmt.Sprint(k)})
	}
	const offered = 40
	for k := range offered {
		services = append(services, []string{fmt.Sprint(k + 1), fmt.Sprintf("%s: послуга № %d", subjects[k%len(subjects)], k+1), "100", fmt.Sprint(1 + k%len(subjects)), "[*]", "", "", "0", "Місцеві органи влади", ""})
	}
	city := map[*Community]string{}
	for _, h := range c.Communities {
		if h.Type == "міська" && !h.Occupied && h.Studied() {
			city[h] = fmt.Sprint(len(cities) + 1)
			cities = append(cities, []string{city[h], h.Settlements[0].Name, region[h.Oblast], strings.TrimLeft(h.Koatuu, "0")})
		}
	}
	gone := fmt.Sprint(len(cities) + 1)
	cities = append(cities, []string{gone, "Давній район", "1", "9920000000"})
	var data [][]string
	fates := map[string]int{}
	offer := func(service int, city, region, kind, hidden, test, auth, fate string) {
		data = append(data, []string{fmt.Sprint(len(data) + 1), fmt.Sprint(service), city, city, region, kind, "{}", "", hidden, "1", test, "", auth, "0"})
		fates[fate]++
	}
	for _, h := range c.Communities {
		if city[h] == "" {
			continue
		}
		r := c.Rand("portal", h.Code)
		for service := range offered {
			if r.Float64() > 0.5*c.Level(h, "D4", c.Years[0]) {
				continue
			}
			hidden, test, fate := []string{"false", "FALSE"}[r.IntN(2)], "false", "loaded"
			switch u := r.Float64(); {
			case u < 0.1:
				hidden, fate = "true", "skipped:hidden_or_test"
			case u < 0.15:
				test, fate = "TRUE", "skipped:hidden_or_test"
			}
			offer(service+1, city[h], "NULL", []string{"4", "4", "4", "1"}[r.IntN(4)], hidden, test, []string{"BankID,EDS,mpbds", "EDS"}[r.IntN(2)], fate)
		}
	}
	for k := range 5 {
		offer(k+1, "NULL", "1", "4", "false", "false", "BankID", "skipped:no_city")
		offer(k+1, gone, "1", "4", "false", "false", "BankID", "skipped:abolished_raion")
	}
	if len(data) > 1500 {
		offer(1, "NULL", "1", "4", "fale", "false", "", "quarantined")
	}
	for fate, n := range fates {
		o.Records("igov_services", "ServiceData.csv", fate, n)
	}
	o.Records("igov_services", "Service.csv", "skipped:lookup", len(services))
	o.Records("igov_services", "City.csv", "skipped:lookup", len(cities))
	o.Records("igov_services", "katottg-koatuu-crosswalk.csv", "skipped:lookup", c.units())
	for _, f := range []struct {
		name, header string
		rows         [][]string
	}{
		{"Region.csv", "nID;sName;sID_UA", regions},
		{"City.csv", "nID;sName;nID_Region;sID_UA", cities},
		{"Place.csv", "nID;sName;nID_PlaceType;sID_UA;sNameOriginal", nil},
		{"Subcategory.csv", "nID;sName;sID;nID_Category;nOrder", subcategories},
		{"Service.csv", "nID;sName;nOrder;nID_Subcategory;sInfo;sFAQ;sLaw;nOpenedLimit;sSubjectOperatorName;saKeyword", services},
		{"ServiceData.csv", "nID;nID_Service;nID_Place;nID_City;nID_Region;nID_ServiceType;oData;sURL;bHidden;nID_Subject_Operator;bTest;sNote;asAuth;nID_Server", data},
	} {
		if err := semicolons(f.name, f.header, f.rows); err != nil {
			return err
		}
	}
	return nil
}}

// units is how many units the crosswalk lists.
func (c *Country) units() (n int) {
	n = len(c.Oblasts) + len(c.Raions) + len(c.Communities)
	for _, h := range c.Communities {
		n += len(h.Settlements)
	}
	return n
}
