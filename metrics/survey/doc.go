// SPDX-License-Identifier: Apache-2.0

// Package survey measures the quality of a service from a questionnaire:
// SERVQUAL gaps between perception and expectation, SERVPERF, the S component of
// the service quality index, CSAT, NPS and CES, with weights, intervals,
// reliability and suppression of small cells.
//
// In comes a [Design] (which column asks what), the answers of respondents one
// row each ([Load]), and, where weights are wanted, a column of weights or the
// population of strata ([Margin]). Out comes a [Result], and from it the CSV files
// of `osnova survey` ([Result.Files]). Answers stay on their own scale; gaps are in
// points of that scale; indices run 0…100, NPS −100…100.
//
// An answer outside its scale is quarantined, listed and counted, never clipped.
// A cell that is no number refuses the file, with line and column. NaN is missing
// inside, and an empty cell in a file. Equal input, edition and settings give equal
// bytes on any number of cores.
//
// Sources: Parasuraman, Zeithaml & Berry 1988, Journal of Retailing 64:12
// (SERVQUAL); Cronin & Taylor 1992, Journal of Marketing 56:55 (SERVPERF);
// Reichheld 2003, HBR 81:46 and Resolution 864 of the Cabinet of Ministers of
// Ukraine (promoters 9–10, detractors 0–6); Dixon, Freeman & Toman 2010, HBR 88:116
// (CES); Kish 1965, Survey Sampling (effective size).
package survey
