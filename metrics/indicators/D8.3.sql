-- One row an oblast or the country and year: internet users among residents of 18 to 39 less those among residents of 60 and more, percentage points. Suppressed as metric.survey_unit is: fewer answers than may be shown (c); few (u).
select
    unit_id as territory_id,
    level,
    period,
    value,
    null as num,
    null as den,
    obs_status
from metric.survey_unit
where metric = 'age_gap' and level in ('oblast', 'country') and length(period) = 4 and coalesce(obs_status, '') not in (':', 'n')
