-- page: maturity/index.html
-- at: finding
with newest as (select max(period) as period from dmi_hromada where dmi is not null)
select count(*) as n, sum(count(*)) over ()::bigint as of, any_value(h.period)::bigint as year from dmi_hromada h join newest using (period) join communities c using (community_id) where c.is_ranked and h.band is not null group by h.band order by n desc, h.band limit 1
-- at: finding
select count(distinct v.indicator_id) as held, (select count(*) from methodology) as n
from methodology m left join (select indicator_id from indicator_values where level = 'community' and value is not null) v using (indicator_id) having (select count(dmi) from dmi_hromada) = 0
-- at: map
select told, scored from index_status where index_id = 'dmi' and scored > 0
-- at: causes
with newest as (select max(period) as period from dmi_hromada where dmi is not null),
worst as (select community_id, arg_max(cause_id, loss_share) as cause_id from causes join newest using (period) join communities using (community_id) where is_ranked group by 1)
select count(*) as n, (select count(*) from worst) as total from worst group by cause_id order by n desc, cause_id limit 1
-- at: spread
select 100 * (1 - between_share) as within from inequality_decomposition where indicator_id = 'dmi' and measure = 'theil_t' and weighting = 'none' and group_by = 'oblast' order by period desc limit 1
-- at: visible
with d as (select dim, sum(weight) filter (tier < 3) / sum(weight) as core from methodology group by dim)
select count(*) filter (coalesce(core, 0) < 0.6) as blind, count(*) as n from d

-- at: trend
with own as (select h.community_id, h.period, h.verdict, lag(h.period) over (partition by h.community_id order by h.period) as before from dmi_hromada h join communities c using (community_id) where c.is_ranked and h.dmi is not null),
newest as (select max(period) as period, (select max(period) from own where period < (select max(period) from own)) as before from own)
select n.before::bigint as year_before, n.period::bigint as year, count(*) filter (verdict = 'up') as rose, count(*) filter (verdict = 'down') as fell, count(*) filter (verdict <> 'basis') as of
from newest n join own o on o.period = n.period and o.before = n.before group by 1, 2 having count(*) filter (verdict <> 'basis') > 0
-- at: chart-falls
-- fixed: 100
select null::bigint as none from dmi_aggregate where group_by = 'all' and dmi_whole is not null limit 1
