-- One row a body, community, oblast, the country and year: component E of service quality, the weighted scores of E1 to E6. Suppressed as metric.case_metric is: too few cases (u), or a share that rests on one to four (c).
select
    unit_id as territory_id,
    level,
    period,
    value as value,
    null as num,
    null as den,
    obs_status
from metric.case_metric
where metric = 'E' and length(period) = 4 and coalesce(obs_status, '') <> ':'
