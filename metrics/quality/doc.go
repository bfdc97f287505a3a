// Package quality puts the three components of service quality together: S from a
// survey, E from administrative events, A from an audit, into the service quality
// index, SQI.
//
// In come scores on 0 to 100, NaN = missing, with bootstrap replicates where there
// are; out comes the index with its basis, its interval and its rank among units of
// the same basis.
//
// Nothing here measures a component, and units of different bases are never ranked
// together: a score of S and E says another thing than one of S and A.
package quality
