-- One row an indicator that is a number of things: its mean, and how many communities have none. Where most have none, a Gini tells little besides.
select v.indicator_id, v.period, count(v.value) as n, avg(v.value order by v.territory_id) as mean, max(v.value) as most, 100.0 * count(*) filter (v.value = 0) / count(v.value) as none
from metric.observation v
join metric.indicator i on i.indicator_id = v.indicator_id and i.scale_type = 'count'
join mart.community c on c.community_id = v.territory_id and c.is_ranked
where v.level = 'community' and v.newest and v.value is not null and v.obs_status <> '>'
group by 1, 2
order by none desc, 1
