-- One row: the newest year in which communities have a maturity score, the median and how many have one; no row where none has.
select period, median, p10, p90, n, missing from metric.summary where indicator_id = 'dmi' and group_by = 'all' and newest and median is not null
