// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"
)

// TestAppealsOfACity reads annex 33 as a city publishes it: all twenty columns, moments without a zone, the text null where a cell is empty. What was written
// about is never read, for a fifth of such cells holds a phone. Contents are invented.
func TestAppealsOfACity(t *testing.T) {
	const head = "uid,receivedDateTime,type,kind,content,accrualMethod,CATUTTC,addressPostCode,addressAdminUnitL1,addressAdminUnitL2,addressAdminUnitL3,addressAdminUnitL4," +
		"addressPostName,addressThoroughfare,addressLocatorDesignator,addressLocatorBuilding,status,organizationName,organizationId,result\n"
	table := head +
		`1,2025-01-01T09:00,Скарга,null,"зміст, тел. 0501112233",Телефон,UA35040210010019355,25000,Україна,Кіровоградська область,Кропивницький район,Кропивницька міська територіальна громада,Кропивницький,вулиця Вигадана,5,null,Виконано,(назва),12345678,(результат)` + "\n" +
		`2,2025-01-02T23:59,null,Вода,зміст,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null` + "\n" +
		`3,null,Скарга,Вода,зміст,Телефон,null,null,Україна,null,null,null,Кропивницький,null,null,null,Виконано,null,null,null` + "\n" +
		`4,2025-01-03T00:00,Скарга,Вода,зміст,Телефон,null,null,Україна,null,null,null,Кропивницький,null,null,null,в роботі,null,null,null` + "\n"
	got := readMirror(t, "rec835_appeal", map[string]string{
		"rec-835/33-appeals/SHA256SUMS":  fmt.Sprintf("%x  appeals.csv\n", sha256.Sum256([]byte(table))),
		"rec-835/33-appeals/appeals.csv": table,
	})
	want := `file,uid,received_on,appeal_type,topic,way,community_code,named_id,match_reason,status,executor_edrpou
appeals.csv,1,2025-01-01,Скарга,,Телефон,UA35040210010019355,UA35040210000014072,community,done,12345678
appeals.csv,2,2025-01-02,,Вода,,,,nothing_named,,
appeals.csv,4,2025-01-03,Скарга,Вода,Телефон,,UA35040210000014072,settlement,in_work,
`
	if !strings.HasPrefix(got, want) {
		t.Error(got)
	}
	for _, private := range []string{"0501112233", "зміст", "Вигадана", "назва"} {
		if strings.Contains(got, private) {
			t.Errorf("%s was read", private)
		}
	}
}
