-- One row a body, community, oblast, the country and year, or a shorter period of an indicator that has such: one measure of the survey. Suppressed as metric.survey_unit is: fewer answers than may be shown (c); few (u).
select
    unit_id as territory_id,
    level,
    period,
    value,
    null as num,
    null as den,
    obs_status
from metric.survey_unit
where metric = {survey} and (length(period) = 4 or {within}) and coalesce(obs_status, '') not in (':', 'n')
