-- One row an oblast and year: cheapest monthly tariff of fixed access of 30 Mbit/s or more, in per cent of the oblast's average monthly wage.
select
    oblast_id as territory_id,
    'oblast' as level,
    year::varchar as period,
    100.0 * cheapest_uah / wage_uah as value,
    cheapest_uah as num,
    wage_uah as den,
    coalesce(obs_status, '') as obs_status
from mart.internet_affordability
