-- One row a year and component: the median of the same ranked communities in every year, those that have it in all; for the index, on the same components.
with own as (
    select s.unit_id, s.period, s.node_id, s.value, string_agg(p.node_id, ' ' order by p.node_id) as basis
    from metric.sqi_score s join mart.community c on c.community_id = s.unit_id and c.is_ranked
    left join metric.sqi_score p on p.level = s.level and p.unit_id = s.unit_id and p.period = s.period and p.node_id in ('SQI.S', 'SQI.E', 'SQI.A') and p.value is not null and s.node_id in ('sqi', p.node_id)
    where s.level = 'community' and s.value is not null group by 1, 2, 3, 4
), panel as (
    select node_id, unit_id from own group by 1, 2
    having count(distinct basis) = 1 and count(*) = (select count(distinct o.period) from own o where o.node_id = own.node_id)
)
select o.period, o.node_id as series, median(o.value) as value, count(*) as n
from own o join panel using (node_id, unit_id)
group by 1, 2 having count(*) >= 5
order by o.period, list_position(['sqi', 'SQI.S', 'SQI.E', 'SQI.A'], o.node_id)
