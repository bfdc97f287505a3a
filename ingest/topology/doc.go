// SPDX-License-Identifier: Apache-2.0

// Package topology turns boundary files of hromadas, raions and oblasts into compact SVG paths with shared borders.
//
// In come three GeoJSON FeatureCollections in WGS84 (COD-AB property names: ADM1_*, ADM2_*, ADM3_*, AREA_SQKM),
// whose polygons may gap and overlap; out go one path and one label point for every unit of every level, in whole
// units of one equal-area grid, where two neighbours draw their common border with the very same points.
// Never here: reading files by name, the network, statistics, colours.
//
// # Method
//
// Borders that were simplified one polygon at a time cannot be matched vertex by vertex, so they are drawn anew:
//
//  1. every cell of a fine label grid belongs to the hromada in which it lies deepest or, in a gap, to the nearest
//     one; the border thus runs midway between the two versions that the neighbours give of it;
//  2. the outline of the country is the one of the oblasts file, so that a hromada without a polygon leaves
//     no hole in its raion, its oblast or the country;
//  3. the borders between labels are traced into arcs, each crossing being placed inside its cell by interpolating
//     the distances to both polygons;
//  4. the arcs are simplified once (Visvalingam and Whyatt 1993, "Line generalisation by repeated elimination of
//     points"), a point being removed only if the triangle it spans holds no other point, so that no border can
//     cross another one;
//  5. hromadas, raions, oblasts and the country are rings of these arcs.
//
// Coordinates are whole numbers from step 3 on, hence the result is exact and the same on every run.
package topology
