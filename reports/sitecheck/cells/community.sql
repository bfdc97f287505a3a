-- page: communities/*.html
-- table: money
select c.slug as page, year::varchar || if(partial, ' неповний рік', '') as row_uk, year::varchar || if(partial, ' part of the year', '') as row_en,
  income_total_uah as c2, income_own_uah as c3, if(partial, null, income_own_uah / b.population) as c4, military_tax_uah as c5
from budgets b join communities c using (community_id)
where not (b.partial and exists (select 1 from own_revenue r where r.community_id = b.community_id and r.year = b.year))
union all
select c.slug, r.year::varchar || ' портал', r.year::varchar || ' portal', null, own_uah, own_uah / r.population, null from own_revenue r join communities c using (community_id)
where not exists (select 1 from budgets b where b.community_id = r.community_id and b.year = r.year and not b.partial)
-- table: indicators
-- keys: link
with newest as (select indicator_id, max(period) as period from observation where level = 'community' group by 1),
yes as (select indicator_id from inequality where scale_type = 'binary' union select indicator_id from indicators where unit_en = '% of communities'),
ranked as (select oblast_id, count(*) as n, sum(count(*)) over ()::bigint as country from communities where is_ranked group by 1)
select c.slug as page, v.indicator_id as row, if(y.indicator_id is null, v.value, v.value / 100) as c2,
  case when ob.obs_status = '>' then if(y.indicator_id is null, ob.value, 100.0 * ob.n / r.n) when y.indicator_id is null then m.median else m.mean end as c3,
  case when ua.obs_status = '>' then if(y.indicator_id is null, ua.value, 100.0 * ua.n / r.country) when y.indicator_id is null then a.median else a.mean end as c4
from observation v join newest using (indicator_id, period) join communities c on c.community_id = v.territory_id
left join yes y using (indicator_id) left join ranked r on r.oblast_id = c.oblast_id
left join summary m on m.indicator_id = v.indicator_id and m.period = v.period and m.group_by = 'oblast' and m.group_id = c.oblast_id
left join summary a on a.indicator_id = v.indicator_id and a.period = v.period and a.group_by = 'all'
left join observation ob on ob.indicator_id = v.indicator_id and ob.period = v.period and ob.level = 'oblast' and ob.territory_id = c.oblast_id
left join observation ua on ua.indicator_id = v.indicator_id and ua.period = v.period and ua.level = 'country'
where v.level = 'community' and c.in_scope
-- table: spending 1
with f as (select s.community_id, c.oblast_id, left(code, 2) || '00' as code, sum(amount_uah) as amount from community_spending_2021 s join communities c using (community_id) where s.kind = 'function' group by 1, 2, 3),
total as (select community_id, oblast_id, sum(amount) as total from f group by 1, 2),
o as (select f.oblast_id, code, 100 * sum(amount) / (select sum(total) from total t where t.oblast_id = f.oblast_id) as share from f group by 1, 2),
u as (select code, 100 * sum(amount) / (select sum(total) from total) as share from f group by 1),
n as (select distinct division as code, name_uk, name_en from budget_codes where kind = 'function')
select c.slug as page, n.name_uk as row_uk, n.name_en as row_en, coalesce(f.amount, 0) as c2, coalesce(f.amount, 0) / c.population as c3, 100 * coalesce(f.amount, 0) / t.total as c4, coalesce(o.share, 0) as c5, u.share as c6
from total t join communities c using (community_id) cross join n left join f on f.community_id = t.community_id and f.code = n.code left join o on o.oblast_id = c.oblast_id and o.code = n.code left join u on u.code = n.code
-- table: spending 2
with total as (select community_id, sum(amount_uah) as total from community_spending_2021 where kind = 'programme' group by 1),
n as (select code from budget_codes where kind = 'programme' and name_uk is not null)
select c.slug as page, n.code as row, coalesce(s.amount_uah, 0) as c3, 100 * coalesce(s.amount_uah, 0) / t.total as c4
from total t join communities c using (community_id) cross join n left join community_spending_2021 s on s.community_id = t.community_id and s.kind = 'programme' and s.code = n.code
-- table: context
with names as (select * from (values
  ('tax_capacity', 'індекс податкоспроможності, 2024; 1 — середній', 'tax capacity index, 2024; 1 is the average'),
  ('basic_subsidy_per_resident_uah', 'базова дотація на жителя, 2024, грн', 'basic subsidy per resident, 2024, UAH'),
  ('reverse_subsidy_per_resident_uah', 'реверсна дотація на жителя, 2024, грн (громада віддає)', 'reverse subsidy per resident, 2024, UAH (the community gives)'),
  ('school_subvention_per_resident_uah', 'освітня субвенція на жителя, 2023, грн', 'school subvention per resident, 2023, UAH'),
  ('administration_per_resident_uah', 'видатки на апарат управління на жителя, 2023, грн', 'spending on the apparatus of administration per resident, 2023, UAH'),
  ('fund_per_resident_2015_uah', 'ДФРР на жителя за 2015–2021 роки, грн у цінах 2015 року', 'State Fund of Regional Development per resident, 2015–2021, UAH in prices of 2015'),
  ('declarations_per_100', 'людей із декларацією з лікарем на 100 жителів, дати не вказано', 'people with a declaration with a doctor per 100 residents, no date stated')) v(item, uk, en)),
cells as (unpivot (select community_id, tax_capacity::double as tax_capacity, basic_subsidy_per_resident_uah::double as basic_subsidy_per_resident_uah, reverse_subsidy_per_resident_uah::double as reverse_subsidy_per_resident_uah, school_subvention_per_resident_uah::double as school_subvention_per_resident_uah, administration_per_resident_uah::double as administration_per_resident_uah, fund_per_resident_2015_uah::double as fund_per_resident_2015_uah, declarations_per_100::double as declarations_per_100 from community_context) on columns(* exclude community_id) into name item value v),
k as (select c.*, v.item, v.v from cells v join communities c using (community_id)),
country as (select item, median(v) as m from k where is_ranked group by 1),
own as (select distinct urbanity, size_class, peer_group from communities where peer_group is not null),
peers as (select o.peer_group, k.item, median(k.v) as m from own o join k on k.is_ranked and k.population is not null and k.urbanity = o.urbanity and (o.peer_group like '%:all' or k.size_class = o.size_class) group by 1, 2)
select k.slug as page, n.uk as row_uk, n.en as row_en, k.v as c2, p.m as c3, u.m as c4
from k join names n using (item) join country u using (item) left join peers p on p.peer_group = k.peer_group and p.item = k.item
-- table: informatization
select c.slug as page, year::varchar as row, actual_uah as c2, real_uah / i.population as c3, 100 * actual_uah / nullif(total_uah, 0) as c4, if(plan_uah > 0, 100 * actual_uah / plan_uah, null) as c5, if(actual_uah > 0, 100 * q4_uah / actual_uah, null) as c6
from informatization i join communities c using (community_id)
-- table: cnap 2
-- keys: none
select c.slug as page, s.score as c2, p.hours_week as c3, p.workers as c4, p.saturday::bigint as c5, p.evening::bigint as c6, p.online_booking::bigint as c7, p.card_payment::bigint as c8, p.accessible_sanitary_room::bigint as c9, p.braille::bigint as c10
from cnap_points p join communities c using (community_id) left join service_conditions_points s using (point_id)
-- table: tiles
-- part
with newest as (select indicator_id, max(period) as period from observation where level = 'community' group by 1),
v as (select v.* from observation v join newest using (indicator_id, period) where level = 'community')
select c.slug as page, 'умови в центрах послуг' as row_uk, 'service conditions at centres' as row_en, value as c1, 100 as c2, regexp_extract(v.period, '\d{4}')::bigint as c3, null::bigint as c4, null::bigint as c5, null::bigint as c6 from v join communities c on c.community_id = v.territory_id where indicator_id = 'open.service_conditions' and value is not null and (select status from index_status where index_id = 'open_readiness') <> 'ranked'
union all
select c.slug, 'власних доходів бюджету на жителя', 'own budget revenue per resident', value, left(period, 4)::bigint, null, null, null, null from v join communities c on c.community_id = v.territory_id where indicator_id = 'open.own_revenue_per_resident' and value is not null
union all
select c.slug, 'інструментів платформи', 'tools of the e-DEM platform', tools, 4, 2022, null, null, null from edemocracy e join communities c using (community_id) where tools > 0
union all
select c.slug, 'надання адміністративних послуг', 'of administrative services', points, centres, nullif(workers, 0), remote, nullif(units, 0), 2025 from cnap_communities k join communities c using (community_id) where k.status = 'present'
