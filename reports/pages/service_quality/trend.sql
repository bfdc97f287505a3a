-- One row a year and component: the median of ranked communities.
select s.period, s.node_id as series, median(s.value) as value, count(*) as n
from metric.sqi_score s join mart.community c on c.community_id = s.unit_id and c.is_ranked
where s.level = 'community' and s.value is not null
group by s.period, s.node_id
order by s.period, list_position(['sqi', 'SQI.S', 'SQI.E', 'SQI.A'], s.node_id)
