-- One row a community: own revenue of 2021 by residents of 1 January 2022; budgets without positive revenue are missing.
select
    community_id as territory_id,
    '2021' as period,
    income_own_uah / population as value,
    income_own_uah as num,
    population as den,
    '' as obs_status
from mart.budget_year
where year = 2021 and population is not null and income_own_uah > 0
