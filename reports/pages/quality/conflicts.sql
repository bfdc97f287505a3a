-- One row a published figure that two pages give differently for the same territory, measure, group and time.
with figure as (
    select *, count(distinct value) over (partition by topic, territory, indicator, breakdown, period, unit) as different
    from mart.figure where value is not null
)
select topic, row, territory, indicator, breakdown, period, value, unit, url
from figure where different > 1 order by topic, indicator, breakdown, period, value, url
