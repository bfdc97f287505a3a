// SPDX-License-Identifier: Apache-2.0

package bodies

import (
	"strings"
	"testing"
)

// FuzzSettlement: whatever an address holds, what is taken of it holds no digit and no sign of an address: no house, flat, phone or e-mail.
func FuzzSettlement(f *testing.F) {
	for _, seed := range []string{
		"Україна, 08300, Київська обл., Бориспільський р-н, місто Бориспіль, ВУЛИЦЯ ВИГАДАНА, будинок 1", "Україна, м. Київ, Святошинський р-н, вул. Вигадана, 1",
		"Автономна Республіка Крим; село Вигадане (пн)", "Вигаданська сільська територіальна громада, с.  Вигадане, тел. +380 00 000 00 00", "м. 'ʼ’, село -", "область, громада", "\xff, м. \xff",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, address string) {
		p, found := Settlement(address)
		if found != (p.Oblast != "" || p.Settlement != "") {
			t.Errorf("found is %t of %+v", found, p)
		}
		for _, part := range []string{p.Oblast, p.Raion, p.Community, p.Settlement, p.District} {
			if strings.ContainsAny(part, "0123456789@<>,;") {
				t.Errorf("%q is taken of %q", part, address)
			}
		}
		if (p.Settlement != "") != (p.Kind != "") {
			t.Errorf("kind %q of settlement %q", p.Kind, p.Settlement)
		}
	})
}
