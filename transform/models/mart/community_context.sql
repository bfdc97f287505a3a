-- One row a community: what single sources tell of it beside the measures (danger, displaced persons, strategy, projects, spending). Enters no index.
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
    e.administration_share
from mart.community c
left join raw.idp_population_2023 d on d.territory_id = c.community_id
left join raw.community_strategies s on s.territory_id = c.community_id
left join raw.dream_projects p on p.territory_id = c.community_id
left join raw.expense_functions_2021 e on e.territory_id = c.community_id and e.year = 2022
