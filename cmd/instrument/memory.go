// SPDX-License-Identifier: Apache-2.0

package instrument

import (
	"fmt"
	"runtime/debug"
)

// LeastMemory is what the program itself takes, in bytes.
const LeastMemory = 128 << 20

// FormatBytes writes bytes for people.
func FormatBytes(n int64) string {
	if n >= 1e9 {
		return fmt.Sprintf("%.1f GB", float64(n)/1e9)
	}
	return fmt.Sprintf("%d MB", (n+999_999)/1_000_000)
}

// ShareMemory gives the part of a bound in bytes that DuckDB may take, in its notation, and has Go keep within the rest; empty where there is
// no bound, or one above what DuckDB takes anyway.
func ShareMemory(bound int64) string {
	const usual = 2_000_000_000
	if bound == 0 || bound/2 >= usual {
		return ""
	}
	debug.SetMemoryLimit(bound / 2)
	return fmt.Sprintf("%dMB", bound/2/1_000_000)
}
