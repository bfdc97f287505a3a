-- One row a yes-or-no indicator: the share of communities that have it, urban and rural, and the interval of the difference.
select g.indicator_id, g.period, g.mean_a as urban, g.mean_b as rural, g.n_a as n_urban, g.n_b as n_rural, g.gap, g.low, g.high
from metric.gap g join metric.indicator i on i.indicator_id = g.indicator_id and i.scale_type = 'binary'
where g.newest and g.weighting = 'none' and g.pair = 'urban_rural'
order by g.gap desc, g.indicator_id
