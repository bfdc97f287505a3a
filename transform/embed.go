// SPDX-License-Identifier: Apache-2.0

package transform

import "embed"

// Files holds the models: a SELECT, its contract and its test side by side.
//
//go:embed models
var Files embed.FS
