-- One row an indicator: ranked communities with and without a value, fewest first.
select indicator_id, period, n, missing, n::double / (n + missing) as share
from metric.summary where group_by = 'all' and newest and n + missing > 0 order by share, indicator_id
