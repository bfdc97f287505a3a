// SPDX-License-Identifier: Apache-2.0

// Package parsers lists the sources whose format needs code; all others are read as source.yaml declares.
package parsers

import (
	"osnova/ingest/bodies"
	"osnova/ingest/parse"
	"osnova/ingest/sources/budget_equalisation_2024"
	"osnova/ingest/sources/case_log"
	"osnova/ingest/sources/cnap"
	"osnova/ingest/sources/cod_ab"
	"osnova/ingest/sources/community_strategies"
	"osnova/ingest/sources/desi_2022"
	"osnova/ingest/sources/edr"
	"osnova/ingest/sources/education_risk_2026"
	"osnova/ingest/sources/egov_benchmark"
	"osnova/ingest/sources/ess10_ukraine"
	"osnova/ingest/sources/form_answer"
	"osnova/ingest/sources/form_service"
	"osnova/ingest/sources/igov_services"
	"osnova/ingest/sources/katottg"
	"osnova/ingest/sources/mountain_settlements"
	"osnova/ingest/sources/published_figures"
	"osnova/ingest/sources/rec835_petition_vote"
	"osnova/ingest/sources/rec835_project_vote"
	"osnova/ingest/sources/rec835_service"
	"osnova/ingest/sources/un_egdi"
	"osnova/ingest/sources/zno_2022"
)

// Parsers is the parsers of sources with an odd format, by the name of their folder.
var Parsers = map[string]parse.Parser{
	"budget_equalisation_2024": budget_equalisation_2024.Parse,
	"case_log":                 case_log.Parse,
	"cnap":                     cnap.Parse,
	"codifier_change":          katottg.Changes,
	"cod_ab":                   cod_ab.Parse,
	"community_strategies":     community_strategies.Parse,
	"desi_2022":                desi_2022.Parse,
	"edr":                      edr.Parse,
	"education_risk_2026":      education_risk_2026.Parse,
	"egov_benchmark":           egov_benchmark.Parse,
	"ess10_ukraine":            ess10_ukraine.Parse,
	"form_answer":              form_answer.Parse,
	"form_service":             form_service.Parse,
	"igov_services":            igov_services.Parse,
	"katottg":                  katottg.Parse,
	"mountain_settlements":     mountain_settlements.Parse,
	"osn_register_cards":       bodies.Register,
	"osn_register_pages":       bodies.Register,
	"osn_register_table":       bodies.Register,
	"published_figures":        published_figures.Parse,
	"rec835_petition_vote":     rec835_petition_vote.Parse,
	"rec835_project_vote":      rec835_project_vote.Parse,
	"rec835_service":           rec835_service.Parse,
	"un_egdi":                  un_egdi.Parse,
	"zno_2022":                 zno_2022.Parse,
}
