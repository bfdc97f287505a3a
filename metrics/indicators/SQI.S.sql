-- One row a body, community, oblast, the country and year: component S of service quality, from adequacy and perception by the weights of dimensions. Suppressed as metric.survey_unit is: fewer answers than may be shown (c); few (u).
select
    unit_id as territory_id,
    level,
    period,
    value,
    null as num,
    null as den,
    obs_status
from metric.survey_unit
where metric = 'S' and length(period) = 4 and coalesce(obs_status, '') not in (':', 'n')
