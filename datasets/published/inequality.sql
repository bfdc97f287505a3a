-- One row per measure of inequality between communities, in all and split by groups, unweighted and weighted with residents; Moran's I between neighbours.
select indicator_id, period, measure, weighting, coalesce(group_by, 'all') as group_by, coalesce(group_id, 'all') as group_id, value, low, high, n, excluded, replaced, scale_type
from metric.inequality
order by indicator_id, period, measure, weighting, group_by, group_id
