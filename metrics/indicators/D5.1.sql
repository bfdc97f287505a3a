-- One row a community and year: spending of the community's budget on informatization per resident, in prices of 2021. A year to which no index of prices leads from 2021 is missing.
select
    community_id as territory_id,
    year::varchar as period,
    real_uah / population as value,
    real_uah as num,
    population::double as den,
    '' as obs_status
from mart.informatization_year
where population is not null and real_uah is not null
