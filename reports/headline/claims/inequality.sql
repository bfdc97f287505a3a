-- page: inequality/index.html
-- at: finding
select 100 * between_share, if(indicator_id = 'open_readiness', null, try_cast(period as bigint)) as year from inequality_decomposition where indicator_id = (select if(status = 'ranked', 'open_readiness', 'open.own_revenue_per_resident') from index_status where index_id = 'open_readiness') and measure = 'theil_t' and weighting = 'none' and group_by = 'oblast' order by period desc limit 1
-- at: gini
with newest as (select indicator_id, max(period) as period from inequality where measure = 'gini' group by 1)
select n.short_uk, n.short_en from inequality i join newest using (indicator_id, period) join indicators n using (indicator_id) where i.measure = 'gini' and i.weighting = 'none' and i.group_by = 'all' and i.scale_type = 'ratio' order by i.value desc, i.indicator_id limit 1
-- at: between
with degree as (select distinct indicator_id from inequality where scale_type in ('ratio', 'bounded') and indicator_id not in (select index_id from index_status where status = 'withdrawn')),
newest as (select indicator_id, max(period) as period from inequality_decomposition group by 1)
select 100 * min(between_share) as low, 100 * max(between_share) as high from inequality_decomposition join newest using (indicator_id, period) join degree using (indicator_id) where measure = 'theil_t' and weighting = 'none' and group_by = 'oblast'
-- at: counts
with newest as (select indicator_id, max(period) as period from inequality where scale_type = 'count' group by 1),
v as (select v.indicator_id, v.value from indicator_values v join newest using (indicator_id, period) join communities c on c.community_id = v.territory_id where v.level = 'community' and c.is_ranked and v.value is not null),
none as (select indicator_id, 100.0 * count(*) filter (value = 0) / count(*) as share from v group by 1)
select share, n.short_uk, n.short_en from none join indicators n using (indicator_id) order by share desc, indicator_id limit 1
-- at: money
select 100 * l as half from lorenz where indicator_id = 'open.own_revenue_per_resident' and weighting = 'population' and p = 0.5 order by period desc limit 1
-- at: gaps
with newest as (select indicator_id, max(period) as period from gaps group by 1),
wide as (
    select g.*, abs(g.gap) / greatest(abs(g.mean_a), abs(g.mean_b)) as relative from gaps g join newest using (indicator_id, period)
    where g.pair = 'urban_rural' and g.weighting = 'none' and (g.low > 0 or g.high < 0) and g.indicator_id not in (select index_id from index_status where status = 'withdrawn') and g.indicator_id not in (select indicator_id from inequality where scale_type = 'binary')
)
select 100 * w.relative as less, n.short_uk, n.short_en from wide w left join indicators n using (indicator_id) order by w.indicator_id in (select indicator_id from inequality where scale_type = 'count'), w.relative desc, w.indicator_id limit 1
-- at: urban
with g as (
    select g.* from gaps g where g.pair = 'urban_rural' and g.weighting = 'none' and g.indicator_id in (select indicator_id from inequality where scale_type = 'binary') qualify period = max(period) over (partition by indicator_id)
)
select count(*) filter (low > 0) as behind, count(low) as n, nullif(count(*) filter (high < 0), 0) as ahead from g having count(low) > 0
-- at: people
-- fixed: 18 39 60 2022
select 100 * max(share) filter (group_id = '18_39') as young, 100 * max(share) filter (group_id = '60_plus') as old from survey_groups where item = 'internet_daily' and group_by = 'age'
-- at: ladder
with newest as (select max(period) as period from inequality_ladder where level = 'oblast' and weighting = 'population' and gini is not null)
select max(gini) filter (rung = 'L1') as access, max(gini) filter (rung = 'L3') as benefit from inequality_ladder join newest using (period) where level = 'oblast' and weighting = 'population' having access is not null and benefit is not null
-- at: convergence
select year_from, year_to from convergence where series_id = 'own_revenue_without_military_tax' and measure = 'beta' and weighting = 'none' and high < 0 limit 1
-- at: osbb
with steady as (select o.community_id from osbb_years o join communities c on c.community_id = o.community_id and c.is_ranked group by 1 having count(*) filter (osbb > 0) = 6)
select sum(osbb) filter (year = 2015) as first_osbb, sum(osbb) filter (year = 2020) as last_osbb, (select value from convergence where series_id = 'osbb_per_10k' and measure = 'sigma_0' and weighting = 'none') as first_sigma,
    (select value from convergence where series_id = 'osbb_per_10k' and measure = 'sigma_1' and weighting = 'none') as last_sigma
from osbb_years join steady using (community_id) having count(*) > 0
-- at: neighbours
with newest as (select indicator_id, max(period) as period from inequality where measure = 'moran_i' group by 1)
select i.value, n.short_uk, n.short_en from inequality i join newest using (indicator_id, period) left join indicators n using (indicator_id) where i.measure = 'moran_i' and i.weighting = 'none' and i.indicator_id not in (select index_id from index_status where status = 'withdrawn') order by i.value desc, i.indicator_id limit 1
-- at: rich
select count(*) filter (low > 0) as more, count(*) as n, nullif(count(*) filter (high < 0), 0) as less from inequality where measure in ('concentration_index', 'erreygers') and weighting = 'none' and low is not null having count(*) > 0
-- at: front
with newest as (select indicator_id, max(period) as period from gaps where pair = 'rear_front' group by 1)
select count(*) filter (low > 0 or high < 0) as apart, count(low) as n from gaps join newest using (indicator_id, period) where pair = 'rear_front' and weighting = 'none' having count(low) > 0
-- at: odds
with newest as (select indicator_id, max(period) as period from gaps group by 1)
select g.odds_ratio, i.short_uk, i.short_en from gaps g join newest using (indicator_id, period) join indicators i using (indicator_id) where g.pair = 'urban_rural' and g.weighting = 'none' and g.odds_ratio is not null order by g.odds_ratio desc, g.indicator_id limit 1
-- at: divides
-- fixed: 18 39 60
select 100 * (1 - max(share) filter (group_id = '18_39')) as young, 100 * (1 - max(share) filter (group_id = '60_plus')) as old, young - old as gap from survey_groups where item = 'internet_never' and group_by = 'age'
