-- One row an indicator: its spread over ranked communities, or over oblasts where it is known by oblast only; neither where nobody publishes it.
with oblast as (
    select indicator_id, median(value) as median, avg(value) as mean, count(value) as n from metric.observation where level = 'oblast' and newest and value is not null group by indicator_id
)
select i.indicator_id, i.group_id, i.shown, i.shown is not null as measured, i.indicator_id in (select indicator_id from mart.national_value) as national, i.period, coalesce(s.median, o.median) as median, coalesce(s.mean, o.mean) as mean, coalesce(s.n, o.n, i.units) as n
from metric.indicator i
left join metric.summary s on i.shown = 'community' and s.indicator_id = i.indicator_id and s.group_by = 'all' and s.newest
left join oblast o on i.shown = 'oblast' and o.indicator_id = i.indicator_id
order by i.position
