-- One row a community and year: share of a year's spending on informatization that was paid in October to December. Without spending it does not apply; without a report for September, or where months are not told, it is not known.
select
    community_id as territory_id,
    year::varchar as period,
    if(actual_uah > 0, 100 * q4_uah / actual_uah, null) as value,
    if(actual_uah > 0, q4_uah, null) as num,
    if(actual_uah > 0, actual_uah, null) as den,
    if(actual_uah > 0, '', 'n') as obs_status
from mart.informatization_year
where q4_uah is not null or (actual_uah <= 0 and basis = 'openbudget')
