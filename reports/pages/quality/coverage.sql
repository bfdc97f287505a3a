-- One row an indicator: communities with and without a value.
select indicator_id, period, n, missing from metric.summary where group_by = 'all' order by n::double / (n + missing), indicator_id
