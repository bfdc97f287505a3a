-- One row per community: mean score of its centres and units, and why it is missing where it is.
select v.territory_id as community_id, v.period, v.value as score, c.status, c.centres, c.known_points, v.den::bigint as scored_points
from metric.observation v
left join mart.cnap_community c on c.community_id = v.territory_id
where v.indicator_id = 'open.service_conditions' and v.level = 'community'
order by community_id, period
