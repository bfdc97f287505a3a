-- One row per unit, quarter or year and metric of component E: values, intervals, scores. Cases are rounded, what rests on one to four cases is suppressed.
select unit_id, level, period, metric, value, low, high, n, coalesce(obs_status, '') as obs_status, source_id
from metric.case_metric
order by unit_id, period, metric
