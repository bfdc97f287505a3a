-- One row a community and indicator of the index: its points, from which the gain of each step follows.
select unit_id as community_id, node_id, value
from metric.open_readiness_score
where level = 'community' and node_id like 'open.%'
order by unit_id, node_id
