// SPDX-License-Identifier: Apache-2.0

// Package charts turns rows into ECharts options with go-echarts: JSON that is data only.
//
// In come plain Go values (names, numbers, colours by token); out goes JSON in which no string can become code or markup.
// Nothing here draws, reads files or knows of pages: the site's own script draws what the options say.
package charts
