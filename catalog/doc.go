// SPDX-License-Identifier: Apache-2.0

// Package catalog holds the nouns of osnova: sources, models, indicators, indices, datasets and pages, as declared in YAML and SQL.
//
// In come folders of declarations (embedded ones and, over them, a project's own); out go typed, validated values and findings with file and line.
// Nothing here reads data, runs SQL or touches the network.
package catalog
