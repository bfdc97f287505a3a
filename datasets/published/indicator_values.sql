-- One row per territory, period and indicator, long: every value that was measured, with its parts and status.
select indicator_id, level, territory_id, period, value, num, den, n, obs_status, low, high, source_id, method_version
from metric.observation
order by indicator_id, level, territory_id, period
