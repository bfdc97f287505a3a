-- One row a body, community, oblast, the country and year: share of those who could not get a service online among those who tried in 12 months. Suppressed as metric.survey_unit is: fewer answers than may be shown (c); few (u).
select
    unit_id as territory_id,
    level,
    period,
    value,
    null as num,
    null as den,
    obs_status
from metric.survey_unit
where metric = 'unmet_need' and length(period) = 4 and coalesce(obs_status, '') not in (':', 'n')
