// SPDX-License-Identifier: Apache-2.0

package synth

import (
	"fmt"
	"math/rand/v2"
	"time"
)

// rulesFeed writes the other tables that councils publish by Resolution 835: participatory budgets with their votes, services delivered, appeals,
// accessibility of buildings, registers of datasets.
var rulesFeed = Feed{Name: "tables of Resolution 835", Sources: []string{
	"rec835_project", "rec835_project_vote", "rec835_service", "rec835_appeal", "rec835_building", "rec835_norm",
	"rec835_dataset",
}, Write: writeRules}

func writeRules(c *Country, o *Folder) error {
	lists := map[string]*listing{}
	for source, dir := range map[string]string{
		"rec835_project": "35-projects", "rec835_project_vote": "35-votes", "rec835_service": "38-services", "rec835_appeal": "33-appeals",
		"rec835_building": "32-buildings", "rec835_norm": "32-norms", "rec835_dataset": "07-register",
	} {
		lists[source] = &listing{o: o, source: source, dir: "rec-835/" + dir}
	}
	for _, h := range c.Communities {
		if h.Occupied {
			continue
		}
		r := c.Rand("rec-835", h.Code)
		level := c.Level(h, "D7", c.Last())
		for _, t := range []struct {
			source string
			share  float64
			write  func(*rand.Rand, *Community, *ruled) [][]string
			header []string
		}{
			{"rec835_project", level, projectRows, []string{"uid", "kind", "type", "title", "description", "url", "text", "authorityName", "authorityId", "authorityCattutc", "count", "creator", "status", "decisionDate", "decisionUrl", "decisionText", "budgetPlan", "budgetFact", "projectResposible"}},
			{"rec835_project_vote", level, projectVotes, []string{"projectUid", "voterID", "projectTitle", "voteDate"}},
			{"rec835_service", 0.25, serviceRows, []string{"uid", "registrationDateTime", "code", "title", "authorityId", "authorityName", "applicantType", "applicantName", "applicantId", "status", "providDate", "amount", "currency", "issuedDate"}},
			{"rec835_appeal", 0.3, appealRows, []string{"uid", "receivedDateTime", "type", "kind", "content", "accrualMethod", "CATUTTC", "addressPostCode", "addressAdminUnitL1", "addressAdminUnitL2", "addressAdminUnitL3", "addressAdminUnitL4", "addressPostName", "addressThoroughfare", "addressLocatorDesignator", "addressLocatorBuilding", "status", "organizationName", "organizationId", "result"}},
			{"rec835_building", 0.3, buildingRows, []string{"uid", "monitoringDate", "authorityName", "authorityId", "entityName", "entityId", "buildingName", "CATUTTC", "addressPostCode", "addressAdminUnitL1", "addressAdminUnitL2", "addressAdminUnitL3", "addressAdminUnitL4", "addressPostName", "addressThoroughfare", "addressLocatorDesignator", "addressLocatorBuilding"}},
			{"rec835_norm", 0.3, normRows, []string{"normsNumber", "paragraphNumber", "paragraphDescription", "status", "description", "image", "buildingUid", "buildingName"}},
			{"rec835_dataset", 0.4, datasetRows, []string{"uid", "title", "description", "accrualPeriodicity", "keywords", "purpose", "url", "distributionFormat", "publisherName", "publisherId", "contactPointName", "contactPoint\u2028Email"}},
		} {
			draw := c.Rand(t.source, h.Code)
			set := t.source[:len("rec835_proj")] // votes belong to projects, norms to buildings
			if t.source == "rec835_norm" {
				set = "rec835_buil"
			}
			if c.Rand("rec-835 "+set, h.Code).Float64() > t.share {
				continue
			}
			note := &ruled{year: c.Last()}
			rows := t.write(draw, h, note)
			name := h.Slug + ".csv"
			if err := lists[t.source].put(name, table([]rune{',', ';'}[r.IntN(2)], t.header, rows)); err != nil {
				return err
			}
			o.Records(t.source, name, "loaded", len(rows)-note.bad)
			o.Records(t.source, name, "quarantined", note.bad)
		}
	}
	for _, l := range lists {
		if err := l.finish(); err != nil {
			return err
		}
	}
	return nil
}

// ruled is what a writer of rows is told, and tells.
type ruled struct {
	year int
	bad  int // rows that must be quarantined
}

func inYear(r *rand.Rand, year int) time.Time {
	return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, r.IntN(365))
}

func serial(t time.Time) string {
	return fmt.Sprint(dayCount(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC), t))
}

func projectRows(r *rand.Rand, h *Community, note *ruled) (rows [][]string) {
	for i := range 4 + r.IntN(20) {
		decided := serial(inYear(r, note.year))
		if r.IntN(8) == 0 {
			decided = fmt.Sprintf("%d-07-20-01", note.year) // no date: the cell is lost
		}
		rows = append(rows, []string{
			fmt.Sprintf("%d-05-%02d-%d", note.year, 1+i%28, i), []string{"малий", "великий"}[r.IntN(2)], "локальний", "Про вигадане", "опис, з комою", "https://rada.example.org",
			"a.docx", councilOf(h), h.Council, h.Code, fmt.Sprint(20 + r.IntN(900)), "(особа)", []string{"На розгляді", "Реалізований", "В стадії реалізації"}[r.IntN(3)], decided, "", "",
			fmt.Sprint(20000 + 1000*r.IntN(300)), []string{"null", "150000,50"}[r.IntN(2)], "відділ",
		})
	}
	return rows
}

func projectVotes(r *rand.Rand, h *Community, note *ruled) (rows [][]string) {
	for v := range 30 + r.IntN(120) {
		for range 1 + r.IntN(3) {
			rows = append(rows, []string{fmt.Sprintf("%d-05-%02d-%d", note.year, 1+r.IntN(4), r.IntN(4)), fmt.Sprintf("%d-%d", 70000+v, v%9), "Про вигадане", inYear(r, note.year).Format(time.DateOnly)})
		}
	}
	note.bad++
	return append(rows, []string{rows[0][0], "", "Про вигадане", rows[0][3]})
}

func serviceRows(r *rand.Rand, h *Community, note *ruled) (rows [][]string) {
	row := func(i int, status string, from, to string) []string {
		return []string{
			fmt.Sprint(10000 + i), from, fmt.Sprintf("КУБГ%03d", 500+r.IntN(6)), "Вигадана послуга", h.Council, "Центр надання адміністративних послуг, " + councilOf(h), "Фізична особа", "(особа)", "00000000",
			status, to, "100", "UAH", "null",
		}
	}
	n := 60 + r.IntN(120)
	for i := range n {
		from := inYear(r, note.year-1)
		to := from.AddDate(0, 0, r.IntN(30))
		switch r.IntN(12) {
		case 0:
			rows = append(rows, row(i, "На виконанні", from.Format("2006-01-02Т15:04"), "null"))
		case 1:
			rows = append(rows, row(i, "Відмовлено", serial(from), serial(to)))
		case 2:
			rows = append(rows, row(i, "Повернуто на доопрацювання", serial(from), ""))
		default:
			rows = append(rows, row(i, "Виконано", from.Format(time.DateOnly), to.Format("02.01.2006")))
		}
	}
	note.bad += 3
	return append(rows, row(n+1, "Виконано", "2024-05-10", "2024-05-01"), row(n+2, "Виконано", "2024-05-10", ""), row(n+3, "десь", "2024-05-10", "2024-05-11"))
}

// address is a place in a community as tables have it, with a street that is void.
func address(h *Community) []string {
	return []string{h.Code, "00000", "Україна", h.Oblast.Name + " область", h.Raion.Name + " район", h.Name, h.Settlements[0].Name, "вул. Вигадана", "15-А", ""}
}

func appealRows(r *rand.Rand, h *Community, note *ruled) (rows [][]string) {
	for i := range 15 + r.IntN(60) {
		when := inYear(r, note.year).Format(time.DateOnly) + "Т10:45"
		if i == 7 {
			when = "учора"
			note.bad++
		}
		row := []string{fmt.Sprintf("%d/%d", note.year, i), when, []string{"Запит на інформацію", "Повідомлення про аварійну ситуацію"}[r.IntN(2)], []string{"Водопостачання", "Електропостачання"}[r.IntN(2)], "(зміст)", "Гаряча лінія"}
		rows = append(rows, append(append(row, address(h)...), []string{"Заявку прийнято", "Виконано", "невідомо"}[r.IntN(3)], "(назва)", "00000001", "(результат)"))
	}
	return rows
}

func buildingRows(r *rand.Rand, h *Community, note *ruled) (rows [][]string) {
	for i := range 3 + r.IntN(20) {
		row := []string{fmt.Sprint(100 + i), serial(inYear(r, note.year)), "Управління вигаданого контролю\n", h.Council, "(назва)", "0", "Корпус"}
		rows = append(rows, append(row, address(h)...))
	}
	return rows
}

func normRows(r *rand.Rand, h *Community, note *ruled) (rows [][]string) {
	for i := range 3 + r.IntN(20) {
		for p, paragraph := range []string{"37320", "5.3.3", "6.1.1"} {
			met := []string{"Так", "Ні", "True"}[r.IntN(3)]
			if i == 0 && p == 2 {
				met = "частково"
				note.bad++
			}
			rows = append(rows, []string{"ДБН В.2.2-40:2018", paragraph, "Вигадана норма", met, "(опис)", "null", fmt.Sprint(100 + i), "Корпус"})
		}
	}
	return rows
}

func datasetRows(r *rand.Rand, h *Community, note *ruled) (rows [][]string) {
	for i := range 5 + r.IntN(15) {
		rows = append(rows, []string{
			fmt.Sprintf("%s-%d", h.Slug, i), fmt.Sprintf("Вигаданий набір %d", i), "опис", []string{"Щотижня", "Щокварталу", "Більш як один раз на день", "час від часу"}[r.IntN(4)],
			"слова", "закон", "https://data.gov.ua/dataset/x", "CSV, XLSX", councilOf(h), h.Council, "(особа)", "(адреса)",
		})
	}
	return rows
}
