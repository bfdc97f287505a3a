-- One row a body or community and year of which services are known: mean stage of services offered, in per cent of the highest stage of each.
select
    unit_id as territory_id,
    level,
    period,
    stage_mean as value,
    null::double as num,
    null::double as den,
    '' as obs_status
from mart.service_metric
