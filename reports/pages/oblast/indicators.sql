-- One row an oblast and indicator: the value of the oblast, the median of its communities, the country.
select o.territory_id as oblast_id, o.indicator_id, o.value, o.period, m.median, m.mean, m.n, m.missing, u.value as country
from metric.observation o
left join metric.summary m on m.indicator_id = o.indicator_id and m.period = o.period and m.group_by = 'oblast' and m.group_id = o.territory_id
left join metric.observation u on u.indicator_id = o.indicator_id and u.period = o.period and u.level = 'country'
where o.level = 'oblast' and o.newest
order by o.territory_id, o.indicator_id
