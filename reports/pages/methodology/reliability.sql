-- One row a group of the index of open readiness: how consistent its parts are.
select node_id, items, n, alpha, kmo, 100 * first_share as first_share
from metric.open_readiness_reliability
order by node_id <> 'open_readiness', node_id
