// SPDX-License-Identifier: Apache-2.0

// Package survey measures the quality of a service from a questionnaire of a person's own.
//
// Answers, what was asked by which column, and the population come in.
// Scores with intervals, reliabilities and comparisons go out, as metrics/survey computes them.
// No cell of few respondents is shown unless the person asks for it.
package survey
