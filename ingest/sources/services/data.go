// Package services holds the services of bodies of self-organization, which forms are made of and read by.
package services

import _ "embed"

// Data is data.csv as it lies beside the declaration.
//
//go:embed data.csv
var Data []byte
