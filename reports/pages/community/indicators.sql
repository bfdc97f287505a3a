-- One row a community and indicator: its value beside the medians of oblast and country.
select o.territory_id as community_id, o.indicator_id, o.value, o.period, o.obs_status, m.median as oblast, m.mean as oblast_share, a.median as country, a.mean as country_mean
from metric.observation o
join mart.community c on c.community_id = o.territory_id
left join metric.summary m on m.indicator_id = o.indicator_id and m.period = o.period and m.group_by = 'oblast' and m.group_id = c.oblast_id
left join metric.summary a on a.indicator_id = o.indicator_id and a.period = o.period and a.group_by = 'all'
where o.level = 'community' and o.newest and c.in_scope
order by o.territory_id, o.indicator_id
