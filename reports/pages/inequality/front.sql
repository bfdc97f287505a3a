-- One row an indicator or index, newest period: means of communities in the rear and of those on the list of the war zone of 10 October 2022.
select g.indicator_id, g.period, g.mean_a, g.mean_b, g.gap, g.low, g.high, g.n_a, g.n_b, g.low is not null as sure, coalesce(g.low > 0 or g.high < 0, false) as apart
from metric.gap g
left join metric.indicator i using (indicator_id)
where g.newest and g.pair = 'rear_front' and g.weighting = 'none'
order by apart desc, sure desc, coalesce(i.scale_type, 'bounded') = 'count', abs(g.gap) / nullif(greatest(abs(g.mean_a), abs(g.mean_b)), 0) desc nulls last, g.indicator_id
