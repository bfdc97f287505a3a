-- One row an indicator: ranked communities with and without a value.
select indicator_id, n, missing from metric.summary where group_by = 'all' and newest
