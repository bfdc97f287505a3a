-- One row an indicator measured for the body itself, its newest value beside the median of all bodies in that period.
select o.territory_id as osn_id, o.indicator_id, o.period, o.value, o.obs_status, m.median, m.n
from metric.observation o
left join (select indicator_id, period, median(value) as median, count(value) as n from metric.observation where level = 'body' group by indicator_id, period) m on m.indicator_id = o.indicator_id and m.period = o.period
where o.level = 'body' and (o.value is not null or o.obs_status = 'n')
qualify row_number() over (partition by o.territory_id, o.indicator_id order by o.period desc) = 1
order by o.territory_id, o.indicator_id
