// Package cnap_services holds the administrative services that every centre is asked about, which forms are made of and read by.
package cnap_services

import _ "embed"

// Data is data.csv as it lies beside the declaration.
//
//go:embed data.csv
var Data []byte
