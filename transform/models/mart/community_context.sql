-- One row a community: what single sources tell of it beside the measures (danger, displaced persons, strategy, projects, spending, tax base, transfers,
-- development fund, doctors, mountains). Enters no index. A community in which the fund had no project has a zero; fewer than ten declarations are not told.
with transfer as (
    select
        community_id,
        max(tax_capacity) filter (year = 2024) as tax_capacity,
        max(basic_subsidy_per_resident_uah) filter (year = 2024) as basic_subsidy_per_resident_uah,
        max(reverse_subsidy_per_resident_uah) filter (year = 2024) as reverse_subsidy_per_resident_uah,
        max(school_subvention_per_resident_uah) filter (year = 2023) as school_subvention_per_resident_uah
    from mart.community_transfer
    group by 1
), fund as (
    select community_id, sum(allocated_2015_uah order by year) as allocated_2015_uah from mart.regional_fund group by 1
), mountain as (
    select community_id, count(*) as settlements from mart.mountain_settlement group by 1
)
select
    c.community_id,
    c.schooling_risk,
    d.displaced_thousand,
    d.population_thousand,
    coalesce(s.strategy, false) as strategy,
    s.strategy_year,
    p.projects,
    p.e_governance as e_governance_projects,
    p.digitization as digitization_projects,
    e.year as expense_year,
    e.total_expense_uah,
    e.administration_share,
    t.tax_capacity,
    t.basic_subsidy_per_resident_uah,
    t.reverse_subsidy_per_resident_uah,
    t.school_subvention_per_resident_uah,
    k.administration_per_resident_uah,
    k.capacity_level,
    if(c.in_scope, round(coalesce(f.allocated_2015_uah, 0) / c.population, 2), null) as fund_per_resident_2015_uah,
    if(h.declarations >= 10, round(100 * h.declarations / c.population, 1), null) as declarations_per_100,
    coalesce(m.settlements, 0) as mountain_settlements
from mart.community c
left join raw.idp_population_2023 d on d.territory_id = c.community_id
left join raw.community_strategies s on s.territory_id = c.community_id
left join raw.dream_projects p on p.territory_id = c.community_id
left join raw.expense_functions_2021 e on e.territory_id = c.community_id and e.year = 2022
left join transfer t on t.community_id = c.community_id
left join (select m.community_id, r.administration_per_resident_uah, r.capacity_level from staging.capacity_match m join raw.budget_capacity_2023 r using (line) where m.community_id is not null) k on k.community_id = c.community_id
left join fund f on f.community_id = c.community_id
left join raw.doctor_declarations h on h.territory_id = c.community_id
left join mountain m on m.community_id = c.community_id
