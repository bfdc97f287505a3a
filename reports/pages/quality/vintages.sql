-- One row a year that indicators speak of, with their number; a time known by its end alone counts by that.
with dated as (
    select regexp_extract(period, '\d{4}') as year from metric.summary where group_by = 'all' and newest and indicator_id like 'open.%'
)
select year, count(*) as n, min(year) over () as first, max(year) over () as last, sum(count(*)) over ()::bigint as indicators
from dated group by year order by year
