-- One row a year that indicators speak of, with their number; indices span years and are left out.
select left(period, 4) as year, count(*) as n, min(left(period, 4)) over () as first, max(left(period, 4)) over () as last, sum(count(*)) over ()::bigint as indicators
from metric.summary where group_by = 'all' and newest and indicator_id like 'open.%' group by left(period, 4) order by year
