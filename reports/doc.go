// SPDX-License-Identifier: Apache-2.0

// Package reports writes the site: one folder of queries and a template makes one page, or one page a row, in both languages.
//
// In come mart.* and metric.*, the catalog, the layout and the words; out go HTML, chart data, search files and outlines of maps.
// Nothing here computes an indicator, touches the network, reads the clock or lets a name from the data become code.
package reports
