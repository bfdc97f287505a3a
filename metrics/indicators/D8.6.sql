-- One row a body, community, oblast, the country, year and quarter: share of satisfied answers (4 and 5) of those who were served online. Suppressed as metric.survey_unit is: fewer answers than may be shown (c); few (u).
select
    unit_id as territory_id,
    level,
    period,
    value,
    null as num,
    null as den,
    obs_status
from metric.survey_unit
where metric = 'csat_online' and coalesce(obs_status, '') not in (':', 'n')
