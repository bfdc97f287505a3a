-- One row per community and indicator: how it and its neighbours stand to the mean, and whether that is a cluster.
select indicator_id, period, territory_id, value, z, lag, local_i, quadrant, p, q, nullif(cluster, '') as cluster, neighbours
from metric.lisa
order by indicator_id, period, territory_id
