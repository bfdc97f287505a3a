-- page: quality/index.html
-- table: rows 1
select s.title_uk as row_uk, s.title_en as row_en, sum(rows_in)::bigint as c2, sum(loaded)::bigint as c3, sum(skipped)::bigint as c4, sum(quarantined)::bigint as c5, coalesce((select count(*) from quarantine k where k.source_id = q.source_id and k.scope = 'cell'), 0) as c6
from data_quality q join sources s using (source_id) group by q.source_id, s.title_uk, s.title_en
-- table: rows 2
-- keys: 2
with r as (select source_id, unnest(string_split(skipped_rules, '; ')) as text from data_quality where skipped > 0)
select s.title_uk || ' | ' || split_part(text, '=', 1) as row_uk, s.title_en || ' | ' || split_part(text, '=', 1) as row_en, sum(split_part(text, '=', 2)::bigint)::bigint as c4 from r join sources s using (source_id) group by 1, 2, source_id
-- table: match
-- keys: none
select count(*) as c3, 100.0 * count(*) / sum(count(*)) over () as c4 from cnap_points group by match_method, match_reason
-- table: coverage
with newest as (select indicator_id, max(period) as period from summary group by 1)
select i.short_uk as row_uk, i.short_en as row_en, s.n as c3, s.missing as c4, 100.0 * s.n / (s.n + s.missing) as c5 from summary s join newest using (indicator_id, period) join name_of i using (indicator_id) where group_by = 'all' and n + missing > 0
-- table: conflicts
-- keys: none
select value as c4 from (select *, count(distinct value) over (partition by topic, territory, indicator, breakdown, period, unit) as different from figures where value is not null) where different > 1
-- table: files
-- keys: none
with f as (select *, count(*) over (partition by source_id) > 20 as many from data_quality)
select sum(rows_in)::bigint as c3, sum(size_bytes) / 1000.0 as c4 from f group by source_id, many, if(many, '', file)
-- table: issues
-- keys: none
select number as c5 from issues where kind in ('lost', 'held', 'overdue', 'known_fault', 'refused')
-- page: inequality/index.html
-- table: gini
with q as (select indicator_id, period, measure, weighting, value, n from inequality where group_by = 'all' and scale_type = 'ratio')
select any_value(i.short_uk) as row_uk, any_value(i.short_en) as row_en, max(value) filter (measure = 'gini' and weighting = 'none') as c3, max(value) filter (measure = 'gini' and weighting = 'population') as c4, max(value) filter (measure = 'theil_t' and weighting = 'none') as c5, max(value) filter (measure = 'p90_minus_p10' and weighting = 'none') as c6, max(value) filter (measure = 'palma' and weighting = 'none') as c7, max(n) filter (measure = 'mean') as c8
from q join name_of i using (indicator_id) group by q.indicator_id, q.period qualify q.period = max(q.period) over (partition by q.indicator_id)
-- table: points
with q as (select indicator_id, period, measure, weighting, value, n from inequality where group_by = 'all' and scale_type = 'bounded')
select any_value(i.short_uk) as row_uk, any_value(i.short_en) as row_en, max(value) filter (measure = 'mean' and weighting = 'none') as c3, max(value) filter (measure = 'p90_minus_p10' and weighting = 'none') as c4, max(value) filter (measure = 'sd' and weighting = 'none') as c5, max(value) filter (measure = 'kolm_0.05' and weighting = 'none') as c6, max(value) filter (measure = 'gini' and weighting = 'none') as c7, max(n) filter (measure = 'mean') as c8
from q join name_of i using (indicator_id) group by q.indicator_id, q.period qualify q.period = max(q.period) over (partition by q.indicator_id)
-- table: counts
with t as (select distinct indicator_id from inequality where scale_type = 'count'), v as (select v.* from observation v join communities c on c.community_id = v.territory_id where v.level = 'community' and c.is_ranked and v.value is not null and v.indicator_id in (select indicator_id from t))
select any_value(i.short_uk) as row_uk, any_value(i.short_en) as row_en, avg(value) as c3, max(value) as c4, 100.0 * count(*) filter (value = 0) / count(*) as c5, count(*) as c6 from v join indicators i using (indicator_id) group by v.indicator_id, v.period qualify v.period = max(v.period) over (partition by v.indicator_id)
-- table: between
select any_value(i.short_uk) as row_uk, any_value(i.short_en) as row_en, 100 * max(value) filter (measure = 'theil_t_between') / sum(value) as c2, 100 - c2 as c3
from inequality q join name_of i using (indicator_id) where weighting = 'none' and group_by = 'oblast' and measure in ('theil_t_between', 'theil_t_within') and scale_type in ('ratio', 'bounded') group by q.indicator_id, q.period having sum(value) > 0 qualify q.period = max(q.period) over (partition by q.indicator_id)
-- table: gaps
-- part
select i.short_uk as row_uk, i.short_en as row_en, mean_a as c3, mean_b as c4, gap as c5 from gaps g join name_of i using (indicator_id) where weighting = 'none' and pair = 'urban_rural'
-- table: money
select (100 * p)::bigint || chr(160) || '%' as row_uk, (100 * p)::bigint || '%' as row_en, 100 * p as c1, 100 * l as c2 from lorenz where weighting = 'population' and indicator_id = 'open.own_revenue_per_resident' and period = (select max(period) from lorenz where indicator_id = 'open.own_revenue_per_resident')
-- table: rich 1
-- keys: 2
with most as (select indicator_id, period from inequality where measure = 'erreygers' and weighting = 'none' and low is not null and indicator_id <> 'open.own_revenue_share' order by value desc, indicator_id limit 1)
select if(weighting = 'none', 'між громадами', 'між жителями') || ' | ' || (100 * p)::bigint || chr(160) || '%' as row_uk, if(weighting = 'none', 'between communities', 'between residents') || ' | ' || (100 * p)::bigint || '%' as row_en, 100 * p as c2, 100 * l as c3
from concentration join most using (indicator_id, period)
-- table: rich 2
select i.short_uk as row_uk, i.short_en as row_en, max(value) filter (weighting = 'none') as c4, max(value) filter (weighting = 'population') as c5, max(n) as c6
from inequality q join name_of i using (indicator_id) where measure in ('concentration_index', 'erreygers') group by q.indicator_id, q.period, i.short_uk, i.short_en having c4 is not null
-- table: odds
-- keys: 2
with pairs(pair, uk, en) as (values ('urban_rural', 'міські / сільські', 'urban / rural'), ('large_small', 'від 50 тис. жителів / до 10 тис.', '50,000 residents and more / below 10,000'), ('rear_front', 'тил / зона бойових дій', 'rear / war zone'))
select i.short_uk || ' | ' || p.uk as row_uk, i.short_en || ' | ' || p.en as row_en, mean_a as c3, mean_b as c4, odds_ratio as c5
from gaps g join pairs p using (pair) join name_of i using (indicator_id) where weighting = 'none' and odds_ratio is not null qualify period = max(period) over (partition by indicator_id)
-- table: front
select i.short_uk as row_uk, i.short_en as row_en, mean_a as c3, mean_b as c4, gap as c5
from gaps g join name_of i using (indicator_id) where pair = 'rear_front' and weighting = 'none' qualify period = max(period) over (partition by indicator_id)
-- table: neighbours
-- part
with k as (select indicator_id, period, count(*) filter (cluster = 'HH') as hh, count(*) filter (cluster = 'LL') as ll, count(*) filter (cluster = 'HL') as hl, count(*) filter (cluster = 'LH') as lh from lisa group by all)
select i.short_uk as row_uk, i.short_en as row_en, max(value) filter (measure = 'moran_i') as c3, max(value) filter (measure = 'moran_p_two_sided') as c4, any_value(hh) as c5, any_value(ll) as c6, any_value(hl) as c7, any_value(lh) as c8, max(n) filter (measure = 'moran_i') as c9
from inequality q join k using (indicator_id, period) join name_of i using (indicator_id) group by q.indicator_id, q.period, i.short_uk, i.short_en
-- table: convergence
-- keys: none
select max(value) filter (measure = 'beta') as c2, max(value) filter (measure = 'sigma_0') as c3, max(value) filter (measure = 'sigma_1') as c4, max(n) as c5 from convergence where weighting = 'none' and series_id <> 'osbb_per_10k' group by series_id, year_from, year_to
-- table: chart-osbb
-- keys: none
with steady as (select o.community_id from osbb_years o join communities c on c.community_id = o.community_id and c.is_ranked group by 1 having count(*) filter (osbb > 0) = 6),
counted as (select year, sum(osbb) as osbb, count(*) as n from osbb_years join steady using (community_id) group by 1)
select k.osbb as c3, c.value as c4, k.n as c5 from convergence c join counted k on k.year = c.year_from where c.series_id = 'osbb_per_10k' and c.measure = 'sigma'
-- table: urban
select i.short_uk as row_uk, i.short_en as row_en, u.mean as c3, u.n as c4, r.mean as c5, r.n as c6, u.mean - r.mean as c7 from summary u join summary r using (indicator_id, period) join indicators i using (indicator_id)
where u.group_by = 'urbanity' and u.group_id = 'urban' and r.group_by = 'urbanity' and r.group_id = 'rural' and i.unit_en = '% of communities'
-- table: people
-- keys: none
select 100 * share as c3, n as c4 from survey_groups where item in ('internet_daily', 'internet_never', 'skill_search')
-- table: divides
-- keys: none
with pair(divide, a, b) as (values ('age', '18_39', '60_plus'), ('income', 'decile_7_10', 'decile_1_2'), ('education', 'degree', 'lower'), ('settlement', 'city', 'village'), ('sex', 'male', 'female')),
v as (select group_by, group_id, item, 100 * share as share from survey_groups where item <> 'internet_weekly' and share is not null)
select if(x.item = 'internet_never', 100 - x.share, x.share) as c4, if(x.item = 'internet_never', 100 - y.share, y.share) as c5, c4 - c5 as c6
from pair p join v x on x.group_by = divide and x.group_id = a join v y on y.group_by = divide and y.group_id = b and y.item = x.item
-- page: services/index.html
-- table: social
-- keys: link
select lower(service_id) as row, max_stage as c4, standard_days as c5 from services where group_id = 'social'
-- table: cultural
-- keys: link
select lower(service_id) as row, max_stage as c4, standard_days as c5 from services where group_id = 'cultural'
-- table: household
-- keys: link
select lower(service_id) as row, max_stage as c4, standard_days as c5 from services where group_id = 'household'
-- table: administrative
-- keys: link
select lower(service_id) as row, max_stage as c4, standard_days as c5 from services where group_id = 'administrative'
-- table: participation
-- keys: link
select lower(service_id) as row, max_stage as c4, standard_days as c5 from services where group_id = 'participation'
-- table: safety
-- keys: link
select lower(service_id) as row, max_stage as c4, standard_days as c5 from services where group_id = 'safety'
-- table: stages
-- keys: none
select count(*) filter (max_stage = 5) as c2, count(*) filter (max_stage = 4) as c3, count(*) filter (max_stage <= 3) as c4, count(*) as c5 from services group by group_id
-- page: methodology/index.html
-- table: indicators
-- keys: none
-- part
with newest as (select indicator_id, max(period) as period from summary group by 1)
select s.n as c4 from indicators i left join newest using (indicator_id) left join summary s on s.indicator_id = i.indicator_id and s.period = newest.period and s.group_by = 'all'
-- table: open_readiness
select title_uk as row_uk, title_en as row_en, weight as c2 from indices where index_id = 'open_readiness'
-- table: service_conditions
select title_uk as row_uk, title_en as row_en, weight as c2 from indices where index_id = 'service_conditions'
-- table: dmi 1
select title_uk as row_uk, title_en as row_en, weight as c2 from indices where index_id = 'dmi'
-- table: dmi_b
select title_uk as row_uk, title_en as row_en, weight as c2 from indices where index_id = 'dmi_b'
-- table: dmi_core
select title_uk as row_uk, title_en as row_en, weight as c2 from indices where index_id = 'dmi_core'
-- table: sqi
select title_uk as row_uk, title_en as row_en, weight as c2 from indices where index_id = 'sqi'
-- page: methodology/index.html
-- table: maturity
-- keys: word
select indicator_id as row, weight as c2 from methodology
