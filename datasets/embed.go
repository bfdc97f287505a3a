// SPDX-License-Identifier: Apache-2.0

package datasets

import "embed"

// Files holds the declarations of the published datasets: a SELECT and its contract side by side.
//
//go:embed published
var Files embed.FS
