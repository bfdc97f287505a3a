// SPDX-License-Identifier: Apache-2.0

package bodies

// EDRPOU tells whether the last of the eight digits of a code of a legal person (ЄДРПОУ) is its check digit: the sum of the first seven
// by weights 1…7, or 7, 1…6 from 30 000 000 to 60 000 000, modulo 11; where that is 10, the same with weights greater by two, where 10 again 0.
// Real registers hold old codes that do not, so a false is a warning, not a reason to leave the code out. Text that is not eight digits is false.
func EDRPOU(code string) bool {
	if len(code) != 8 {
		return false
	}
	n := 0
	for _, c := range []byte(code) {
		if c < '0' || c > '9' {
			return false
		}
		n = 10*n + int(c-'0')
	}
	for _, more := range []int{0, 2} {
		sum := 0
		for i := range 7 {
			weight := i + 1
			if n >= 30_000_000 && n <= 60_000_000 {
				weight = (i+6)%7 + 1
			}
			sum += (weight + more) * int(code[i]-'0')
		}
		if r := sum % 11; r < 10 {
			return r == int(code[7]-'0')
		}
	}
	return code[7] == '0'
}
