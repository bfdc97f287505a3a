-- One row: on how many yes-or-no indicators rural communities are behind urban ones, or ahead, by more than chance, of those with an interval; none where none has one.
select count(g.low) as n, count(*) filter (g.low > 0) as behind, count(*) filter (g.high < 0) as ahead, count(*) filter (g.low <= 0 and g.high >= 0) as rest
from metric.gap g join metric.indicator i on i.indicator_id = g.indicator_id and i.scale_type = 'binary'
where g.newest and g.weighting = 'none' and g.pair = 'urban_rural'
having count(g.low) > 0
