-- One row an indicator and group of communities: by urbanity and by size.
select indicator_id, group_by, group_id, median, mean, n, missing
from metric.summary
where group_by in ('urbanity', 'size_class') and group_id is not null and indicator_id like 'open.%'
order by indicator_id, group_by desc, list_position(['urban', 'mixed', 'rural', 'lt3k', '3k_5k', '5k_10k', '10k_20k', '20k_50k', '50k_100k', '100k_500k', 'ge500k'], group_id)
