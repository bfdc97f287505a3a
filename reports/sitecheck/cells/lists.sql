-- page: communities/index.html
-- table: size
-- keys: none
select median as c2, n as c4 from summary where indicator_id = 'open.own_revenue_per_resident' and group_by = 'size_class' and period = (select max(period) from summary where indicator_id = 'open.own_revenue_per_resident' and group_by = 'all' and n > 0)
-- table: list
-- keys: link
with newest as (select indicator_id, max(period) as period from observation where level = 'community' group by 1),
v as (select territory_id, max(value) filter (indicator_id = 'open.service_conditions') as conditions, max(value) filter (indicator_id = 'open.own_revenue_per_resident') as revenue, max(value) filter (indicator_id = 'open.cooperation_agreements') as agreements, max(value) filter (indicator_id = 'open.osbb_per_10k') as osbb, max(value) filter (indicator_id = 'open.turnout_2020') as turnout
  from observation join newest using (indicator_id, period) where level = 'community' group by 1)
select slug as row, if(occupied, null, conditions) as c2, if(occupied, null, revenue) as c3, if(occupied, null, agreements) as c4, if(occupied, null, osbb) as c5, if(occupied, null, turnout) as c6, population as c7
from communities c left join v on v.territory_id = c.community_id where (select status from index_status where index_id = 'open_readiness') <> 'ranked'
-- page: oblasts/*.html
-- table: communities
-- keys: link
with newest as (select indicator_id, max(period) as period from observation where level = 'community' group by 1),
v as (select territory_id, max(value) filter (indicator_id = 'open.service_conditions') as conditions, max(value) filter (indicator_id = 'open.own_revenue_per_resident') as revenue from observation join newest using (indicator_id, period) where level = 'community' group by 1)
select o.slug as page, c.slug as row, conditions as c2, revenue as c4, c.population as c5 from communities c join oblasts o using (oblast_id) left join v on v.territory_id = c.community_id where (select status from index_status where index_id = 'open_readiness') <> 'ranked'
-- table: indicators
-- keys: link
with newest as (select indicator_id, max(period) as period from observation where level = 'oblast' group by 1)
select o.slug as page, v.indicator_id as row, v.value as c2, u.value as c3, m.mean as c4, m.n as c6
from observation v join newest using (indicator_id, period) join oblasts o on o.oblast_id = v.territory_id
left join summary m on m.indicator_id = v.indicator_id and m.period = v.period and m.group_by = 'oblast' and m.group_id = v.territory_id
left join observation u on u.indicator_id = v.indicator_id and u.period = v.period and u.level = 'country' where v.level = 'oblast'
-- table: tiles
-- part
with p as (select c.oblast_id, count(*) as points, count(*) filter (known) as known from cnap_points p join communities c using (community_id) where c.is_ranked group by 1)
select o.slug as page, 'медіана умов у центрах послуг' as row_uk, 'median of service conditions at centres' as row_en, median as c1, n as c2, 100 as c3, regexp_extract(period, '\d{4}')::bigint as c4, null::bigint as c5 from summary s join oblasts o on o.oblast_id = s.group_id where indicator_id = 'open.service_conditions' and group_by = 'oblast'
union all
select o.slug, 'громад із точкою ЦНАП', 'communities with a CNAP point', count(*) filter (k.status = 'present'), o.ranked, any_value(p.points), any_value(p.known), 2025 from cnap_communities k join communities c using (community_id) join oblasts o using (oblast_id) left join p using (oblast_id) where c.is_ranked group by o.slug, o.ranked
union all
select o.slug, 'е-демократії', 'e-democracy tool', count(*) filter (e.tools > 0 and not e.ambiguous), o.ranked, 2022, null, null from edemocracy e join communities c using (community_id) join oblasts o using (oblast_id) where c.is_ranked group by o.slug, o.ranked
-- table: spending 1
with f as (select c.oblast_id, left(code, 2) || '00' as code, sum(amount_uah) as amount from community_spending_2021 s join communities c using (community_id) where s.kind = 'function' group by 1, 2),
total as (select c.oblast_id, count(distinct s.community_id) as communities, sum(amount_uah) as total from community_spending_2021 s join communities c using (community_id) where s.kind = 'function' group by 1),
people as (select oblast_id, sum(population) as population from communities where community_id in (select community_id from community_spending_2021) group by 1),
u as (select code, 100 * sum(amount) / (select sum(total) from total) as share from f group by 1),
n as (select distinct division as code, name_uk, name_en from budget_codes where kind = 'function')
select o.slug as page, n.name_uk as row_uk, n.name_en as row_en, coalesce(f.amount, 0) as c2, coalesce(f.amount, 0) / p.population as c3, 100 * coalesce(f.amount, 0) / t.total as c4, u.share as c5
from total t join oblasts o using (oblast_id) join people p using (oblast_id) cross join n left join f on f.oblast_id = t.oblast_id and f.code = n.code left join u on u.code = n.code
-- table: spending 2
with y as (select s.*, c.oblast_id from community_spending_2021 s join communities c using (community_id) where s.kind = 'programme'),
total as (select oblast_id, sum(amount_uah) as total from y group by 1),
p as (select oblast_id, code, count(*) filter (amount_uah > 0) as communities, sum(amount_uah) as amount from y group by 1, 2),
u as (select code, 100 * sum(amount_uah) / (select sum(total) from total) as share from y group by 1),
n as (select code from budget_codes where kind = 'programme' and name_uk is not null)
select o.slug as page, n.code as row, coalesce(p.communities, 0) as c3, coalesce(p.amount, 0) as c4, 100 * coalesce(p.amount, 0) / t.total as c5, u.share as c6
from total t join oblasts o using (oblast_id) cross join n left join p on p.oblast_id = t.oblast_id and p.code = n.code left join u on u.code = n.code
-- page: money/index.html
-- table: chart-functions
with f as (select left(code, 2) || '00' as code, sum(amount_uah) as amount from community_spending_2021 where kind = 'function' group by 1),
people as (select sum(population) as population from communities where community_id in (select community_id from community_spending_2021))
select n.name_uk as row_uk, n.name_en as row_en, f.amount as c3, 100 * f.amount / (select sum(amount) from f) as c4, f.amount / p.population as c5
from f join (select distinct division as code, name_uk, name_en from budget_codes where kind = 'function') n using (code) cross join people p
-- table: economic
with e as (select code, sum(amount_uah) as amount from community_spending_2021 where kind = 'economic' group by 1),
people as (select sum(population) as population from communities where community_id in (select community_id from community_spending_2021))
select n.name_uk as row_uk, n.name_en as row_en, e.amount as c3, 100 * e.amount / (select sum(amount) from e) as c4, e.amount / p.population as c5
from e join budget_codes n on n.kind = 'economic' and n.code = e.code cross join people p
-- table: programmes
select code as row, count(*) as c3, sum(amount_uah) as c4, 100 * sum(amount_uah) / (select sum(amount_uah) from community_spending_2021 where kind = 'programme') as c5
from community_spending_2021 where kind = 'programme' and code in ('0150', '0160', '7520', '7530', '7540') group by 1
-- table: spent-communities
-- keys: link
with y as (select community_id, sum(amount_uah) as total, sum(amount_uah) filter (code in ('7520', '7530')) as it from community_spending_2021 where kind = 'programme' group by 1)
select c.slug as row, it as c3, it / c.population as c4, 100 * it / total as c5 from y join communities c using (community_id) where it > 0
-- table: spent-oblasts
-- keys: link
with y as (select community_id, sum(amount_uah) as total, sum(amount_uah) filter (code in ('0150', '0160')) as adm, sum(amount_uah) filter (code in ('7520', '7530')) as it, sum(amount_uah) filter (code = '7540') as net from community_spending_2021 where kind = 'programme' group by 1)
select o.slug as row, count(*) as c2, sum(total) as c3, sum(total) / sum(c.population) as c4, 100 * sum(adm) / sum(total) as c5, count(*) filter (it > 0) as c6, coalesce(sum(it), 0) as c7, count(*) filter (net > 0) as c8, coalesce(sum(net), 0) as c9
from y join communities c using (community_id) join oblasts o on o.oblast_id = c.oblast_id group by 1
-- page: index.html
-- table: map
-- keys: link
select o.slug as row, s.median as c2, s.n as c3 from oblasts o left join summary s on s.group_id = o.oblast_id and s.group_by = 'oblast' and s.indicator_id = 'open.service_conditions' where (select status from index_status where index_id = 'open_readiness') <> 'ranked'
-- table: tilemap
-- part
select o.pcode as row, if(coalesce(v.value, s.median) is null, null, least(5, floor(round(coalesce(v.value, s.median)) / 20) + 1)::bigint) as c1, coalesce(v.value, s.median) as c2
from oblasts o left join summary s on s.group_id = o.oblast_id and s.group_by = 'oblast' and s.indicator_id = 'open.service_conditions'
left join observation v on v.territory_id = o.oblast_id and v.level = 'community' and v.indicator_id = 'open.service_conditions' where (select status from index_status where index_id = 'open_readiness') <> 'ranked'
-- table: tiles
-- part
-- loose
with k as (select k.* from cnap_communities k join communities c using (community_id) where c.is_ranked), r as (select count(*) as n from communities where is_ranked)
select 'з точкою ЦНАП' as row_uk, 'with a service centre point' as row_en, count(*) filter (status = 'present')::double as c1, (select n from r)::double as c2, count(*) filter (status = 'unknown')::double as c3 from k
union all
select 'відчинений у суботу', 'have a centre open on Saturday', 100.0 * count(*) filter (saturday) / count(saturday), count(saturday), null from k
union all
select 'шрифтом Брайля', 'have materials in Braille', 100.0 * count(*) filter (braille) / count(braille), count(braille), null from k
union all
select 'інструмент е-демократії', 'had a tool of e-democracy', count(*) filter (e.tools > 0 and not e.ambiguous), (select n from r), null from edemocracy e join communities c using (community_id) where c.is_ranked
union all
select 'Джині', 'Gini', value, n, null from inequality where indicator_id = 'open.own_revenue_per_resident' and measure = 'gini' and weighting = 'none' and group_by = 'all' and period = (select max(period) from inequality where indicator_id = 'open.own_revenue_per_resident')
