-- One row a community and year: share of informatization in all spending of the community's budget.
select
    community_id as territory_id,
    year::varchar as period,
    100 * actual_uah / total_uah as value,
    actual_uah as num,
    total_uah as den,
    '' as obs_status
from mart.informatization_year
where total_uah > 0
