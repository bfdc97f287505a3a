-- One row an oblast or the country and year: one measure of the survey of residents. Suppressed as metric.survey_unit is: fewer answers than may be shown (c); few (u).
select
    unit_id as territory_id,
    level,
    period,
    value,
    null as num,
    null as den,
    obs_status
from metric.survey_unit
where metric = {oblast_survey} and level in ('oblast', 'country') and length(period) = 4 and coalesce(obs_status, '') not in (':', 'n')
