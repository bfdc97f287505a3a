-- One row a community and indicator that would raise its score of open readiness by half a point or more, were it at its best; largest first. None while the ranking is withdrawn.
select unit_id as community_id, indicator_id, score as value, gain
from metric.open_readiness_step
where level = 'community' and (select status = 'ranked' from metric.open_readiness_status) and gain >= 0.5
order by unit_id, place
