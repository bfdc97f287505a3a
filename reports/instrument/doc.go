// SPDX-License-Identifier: Apache-2.0

// Package instrument writes the report.html of an instrument: one self-contained file that opens from the file system without a network.
//
// In come plain structs that the command fills; out go the bytes of one page, with the site's look, its chart script and ECharts inside.
// Nothing here computes a measure, reads a researcher's file, asks the network or lets a name become code: scripts run by their hash alone.
package instrument
