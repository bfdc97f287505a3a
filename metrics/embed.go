package metrics

import "embed"

// Files holds the indicators and indices: a SELECT or a specification with its declaration.
//
//go:embed indicators indices
var Files embed.FS
