-- One row an oblast and year: registered Diia users in per cent of adult residents of the oblast on 1 January 2022.
select
    oblast_id as territory_id,
    'oblast' as level,
    year::varchar as period,
    100.0 * users / adults as value,
    users::double as num,
    adults::double as den,
    coalesce(obs_status, '') as obs_status
from mart.diia_user
where sex = 'total' and adults is not null
