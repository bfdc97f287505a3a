-- One row an indicator or index, newest period: means of the five best and the five worst communities.
select g.indicator_id, g.period, g.mean_a, g.mean_b, max(e.n) as n
from metric.gap g
join metric.extreme e using (indicator_id, period)
where g.newest and g.pair = 'best_worst'
group by all
order by g.indicator_id
