// SPDX-License-Identifier: Apache-2.0

package metrics

import "embed"

// Files holds the protected tables, indicators and indices, a SELECT or a specification with its declaration, the SELECTs that several indicators
// share, the rule of coverage, and the declarations of the tables that programs make.
//
//go:embed coverage.yaml indicators indices protected shapes tables
var Files embed.FS
