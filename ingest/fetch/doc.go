// SPDX-License-Identifier: Apache-2.0

// Package fetch takes files over HTTP with manners: robots.txt, the pace of each host, conditions, ranges, retries, limits of size and time,
// public addresses only; what came is kept as snapshots by checksum. It knows no source and no table: an address and a policy come in, a body
// goes out. Its Visitor looks at one site as it is, for whom every status is an answer.
package fetch
