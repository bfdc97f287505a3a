-- One row per community: what single sources tell of it beside the indicators.
select community_id, schooling_risk, displaced_thousand, population_thousand, strategy, strategy_year,
       projects, e_governance_projects, digitization_projects, expense_year, round(total_expense_uah, 2) as total_expense_uah, administration_share,
       tax_capacity, basic_subsidy_per_resident_uah, reverse_subsidy_per_resident_uah, school_subvention_per_resident_uah, administration_per_resident_uah,
       capacity_level, fund_per_resident_2015_uah, declarations_per_100, mountain_settlements
from mart.community_context
order by community_id
