-- One row an index or indicator of degree of maturity and pair of groups, newest period: the widest gaps first, by share of the larger mean; numbers of things, most of them 0, last.
select g.indicator_id, g.period, g.pair, g.mean_a, g.mean_b, g.gap, g.low, g.high, g.years_to_close, g.closing, g.n_a, g.n_b
from metric.gap g
left join metric.indicator i using (indicator_id)
where g.newest and g.weighting = 'none' and g.pair = 'urban_rural' and (g.low > 0 or g.high < 0) and coalesce(i.scale_type, 'bounded') <> 'binary'
order by coalesce(i.scale_type, 'bounded') = 'count', abs(g.gap) / nullif(greatest(abs(g.mean_a), abs(g.mean_b)), 0) desc nulls last, g.indicator_id
limit 15
