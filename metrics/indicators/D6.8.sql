-- One row a body, community, oblast, the country, year and quarter: share of finished cases with a known term that were completed within it. Suppressed as metric.case_metric is: too few cases (u), or a share that rests on one to four (c).
select
    unit_id as territory_id,
    level,
    period,
    round(100 * value, 1) as value,
    null as num,
    null as den,
    obs_status
from metric.case_metric
where metric = 'on_time' and coalesce(obs_status, '') <> ':'
