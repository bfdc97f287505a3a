// Package form_items holds the questions of our own collection forms, which forms are made of and read by.
package form_items

import _ "embed"

// Data is data.csv as it lies beside the declaration.
//
//go:embed data.csv
var Data []byte
