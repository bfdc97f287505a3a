// SPDX-License-Identifier: Apache-2.0

package bodies

import (
	"fmt"
	"strconv"
	"strings"
)

// MakeID is the osn_id of a body: by its ЄДРПОУ code where it has one, so that all registers agree; else by the community and the number
// that the body has in its register, osn-0502003-007, which holds as long as the register does not number anew.
// It is empty if neither is known.
func MakeID(edrpou, community, number string) string {
	if len(edrpou) == 8 {
		return "edr-" + edrpou
	}
	n, err := strconv.Atoi(strings.TrimSpace(number))
	if len(community) < 9 || !strings.HasPrefix(community, "UA") || err != nil || n < 1 {
		return ""
	}
	return fmt.Sprintf("osn-%s-%03d", community[2:9], n)
}
