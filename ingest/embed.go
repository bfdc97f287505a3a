// SPDX-License-Identifier: Apache-2.0

package ingest

import "embed"

// Files holds the sources: declarations, facts, locks and hand-compiled data.
//
//go:embed sources
var Files embed.FS
