-- One row a community and year: spending on informatization in per cent of its plan as amended. Where nothing was planned it does not apply; where the plan is not told it is not known.
select
    community_id as territory_id,
    year::varchar as period,
    if(plan_uah > 0, 100 * actual_uah / plan_uah, null) as value,
    if(plan_uah > 0, actual_uah, null) as num,
    if(plan_uah > 0, plan_uah, null) as den,
    if(plan_uah > 0, '', 'n') as obs_status
from mart.informatization_year
where plan_uah is not null
