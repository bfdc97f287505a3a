-- One row an indicator or index: how alike neighbouring communities are, and how many communities stand in a local cluster.
with moran as (
    select indicator_id, period, max(value) filter (measure = 'moran_i') as i, max(value) filter (measure = 'moran_p_two_sided') as p, max(n) filter (measure = 'moran_i') as n
    from metric.inequality
    where measure in ('moran_i', 'moran_p_two_sided') and weighting = 'none'
    group by indicator_id, period
), clusters as (
    select indicator_id, period, count(*) filter (cluster = 'HH') as hh, count(*) filter (cluster = 'LL') as ll, count(*) filter (cluster = 'HL') as hl, count(*) filter (cluster = 'LH') as lh
    from metric.lisa
    group by indicator_id, period
)
select m.indicator_id, m.period, m.i, m.p, m.n, coalesce(c.hh, 0) as hh, coalesce(c.ll, 0) as ll, coalesce(c.hl, 0) as hl, coalesce(c.lh, 0) as lh
from moran m left join clusters c using (indicator_id, period)
where m.i is not null
order by m.i desc, m.indicator_id
