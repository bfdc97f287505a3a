-- One row a community, oblast, the country, year and quarter: share of applications made by web or app among all cases of its log. Suppressed as metric.case_metric is: too few cases (u), or a share that rests on one to four (c).
select
    unit_id as territory_id,
    level,
    period,
    round(100 * value, 1) as value,
    null as num,
    null as den,
    obs_status
from metric.case_metric
where metric = 'E5' and level <> 'body' and coalesce(obs_status, '') <> ':'
