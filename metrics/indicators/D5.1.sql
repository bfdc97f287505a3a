-- One row a community and year: spending of the community's budget on informatization per resident, in prices of the newest year where an index of prices is known, else of its own year.
select
    community_id as territory_id,
    year::varchar as period,
    real_uah / population as value,
    real_uah as num,
    population::double as den,
    '' as obs_status
from mart.informatization_year
where population is not null
