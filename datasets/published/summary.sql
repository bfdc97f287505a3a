-- One row per indicator and group of communities: how values are distributed, with both means.
select indicator_id, period, group_by, group_id, n, missing, mean, weighted_mean, median, p10, p90, min, max, obs_status
from metric.summary
order by indicator_id, period, group_by, group_id
