-- One row a pair of years next to each other and year: the median of the same ranked communities at both ends, those with the same dimensions in both; pairs of fewer than five are left out.
with own as (
    select unit_id, period, value from metric.dmi_score where level = 'community' and node_id = 'dmi' and value is not null
), pair as (
    select g.unit_id, g.period_before, g.period from metric.dmi_change g join mart.community c on c.community_id = g.unit_id and c.is_ranked where g.level = 'community' and g.verdict <> 'basis'
        and g.period_before = (select max(period) from own where period < g.period)
)
select p.period_before || '–' || p.period || ', n = ' || count(*) as series, o.period, median(o.value) as value, count(*) as n
from pair p join own o on o.unit_id = p.unit_id and o.period in (p.period_before, p.period)
group by p.period_before, p.period, o.period
having count(*) >= 5
order by o.period, p.period_before, p.period
