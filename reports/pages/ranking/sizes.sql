-- One row a size class: the median of own revenue per resident.
select m.group_id as size_class, m.median, m.n, m.p10, m.p90
from metric.summary m where m.indicator_id = 'open.own_revenue_per_resident' and m.group_by = 'size_class'
    and m.period = (select max(period) from metric.summary where indicator_id = 'open.own_revenue_per_resident' and group_by = 'all' and n > 0)
order by list_position(['lt3k', '3k_5k', '5k_10k', '10k_20k', '20k_50k', '50k_100k', '100k_500k', 'ge500k'], m.group_id)
