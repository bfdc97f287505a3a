// SPDX-License-Identifier: Apache-2.0

package reports

import "embed"

// Files holds the pages, the layout around them, the site's own script and style, and the words of both languages.
//
//go:embed pages layout assets words.csv
var Files embed.FS
