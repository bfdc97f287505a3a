// SPDX-License-Identifier: Apache-2.0

// Package archive reads an archive of returned collection forms for the pipeline.
//
// In comes forms/forms.zip; out go the records of those returns that count, each accounted for, and in the quarantine all others with workbook,
// cell and reason. No name of a file or sheet that could be a person's is shown.
package archive
