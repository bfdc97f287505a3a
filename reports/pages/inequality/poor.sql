-- One row a point of the concentration curve of the indicator of points and shares that gathers most with the richer, own revenue itself apart.
with most as (
    select indicator_id, period from metric.inequality
    where measure = 'erreygers' and weighting = 'none' and low is not null and indicator_id <> 'open.own_revenue_share'
    order by value desc, indicator_id limit 1
)
select c.indicator_id, c.period, c.weighting, c.p, c.l
from metric.concentration c join most using (indicator_id, period)
order by c.weighting, c.p
