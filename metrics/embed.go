package metrics

import "embed"

// Files holds the protected tables, indicators and indices: a SELECT or a specification with its declaration.
//
//go:embed indicators indices protected
var Files embed.FS
