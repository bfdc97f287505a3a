-- One row a community: own revenue of 2021 as a share of all revenue.
select
    community_id as territory_id,
    '2021' as period,
    100 * income_own_uah / income_total_uah as value,
    income_own_uah as num,
    income_total_uah as den,
    '' as obs_status
from mart.budget_year
where year = 2021 and income_total_uah > 0 and income_own_uah > 0
