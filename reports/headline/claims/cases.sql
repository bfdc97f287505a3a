-- page: cases/index.html
-- at: finding
with newest as (select max(period) as period from case_metrics where length(period) = 4)
select case when max(value) filter (metric = 'E1') is not null then any_value(period)::bigint end as year, 100 * max(value) filter (metric = 'E1') as on_time, max(value) filter (metric = 'p50') as median, (select count(distinct unit_id) from case_metrics where level = 'community' and metric = 'cases') as logs,
    (select count(distinct unit_id) from survey_marks where level = 'community' and metric = 'csat') as surveys
from case_metrics join newest using (period) where unit_id = 'UA' having count(*) > 0
-- page: money/index.html
-- at: finding
-- fixed: 25
with newest as (select max(year) as year from informatization where basis = 'openbudget')
select 100 * sum(q4_uah) filter (q4_uah is not null) / sum(actual_uah) filter (q4_uah is not null) as last_quarter, any_value(year) as year from informatization join newest using (year) where basis = 'openbudget' having count(*) > 0
-- at: finding
with y as (select community_id, sum(amount_uah) as total, coalesce(sum(amount_uah) filter (code in ('7520', '7530')), 0) as it from community_spending_2021 where kind = 'programme' group by 1)
select count(*) filter (it > 0) as spending, count(*) as communities, 2021 as year, 100 * sum(it) / sum(total) as share from y where not exists (select 1 from informatization where basis = 'openbudget') having count(*) > 0
-- at: functions
with f as (select left(code, 2) as division, sum(amount_uah) as amount from community_spending_2021 where kind = 'function' group by 1)
select 2021 as year, 100 * max(amount) / sum(amount) as share from f having count(*) > 0
-- at: economic
with e as (select code, sum(amount_uah) as amount from community_spending_2021 where kind = 'economic' group by 1)
select 100 * max(amount) / sum(amount) as share from e having count(*) > 0
-- at: programmes
select count(distinct community_id) filter (code = '7540') as broadband, count(distinct community_id) filter (code in ('7520', '7530')) as informatization from community_spending_2021 where kind = 'programme' having count(*) > 0
-- at: spent-communities
with y as (select community_id, sum(amount_uah) as it from community_spending_2021 where kind = 'programme' and code in ('7520', '7530') group by 1)
select it / c.population as per_resident, c.title_uk, c.title_en from y join communities c using (community_id) order by per_resident desc nulls last, c.community_id limit 1
-- at: years
with newest as (select max(year) as year from informatization where basis = 'openbudget')
select any_value(year) as year, sum(real_uah) filter (population is not null) / sum(population) as per_resident from informatization join newest using (year) where basis = 'openbudget' having count(*) > 0
-- at: curve
with newest as (select max(year) as year from informatization where basis = 'openbudget'), y as (select i.* from informatization i join newest using (year) where actual_uah > 0 and basis = 'openbudget'),
spent as (select community_id, max_by(cumulative_uah, month) as s from informatization_months join newest using (year) where month <= 9 group by 1)
select any_value(year) as year, 100 * sum(coalesce(s, 0)) / sum(actual_uah) as share from y left join spent using (community_id) having count(*) > 0
-- page: participation/index.html
-- at: finding
select count(*) as petitions, count(distinct community_id) as communities, 100.0 * count(*) filter (in_time) / nullif(count(in_time), 0) as in_time from petitions having count(*) > 0
-- at: finding
-- fixed: 34 35 835
select null::bigint as none from petitions having count(*) = 0
-- at: chart-petitions
select any_value('на 10 тис.') as per_uk, any_value('10,000') as per_en from petitions having count(*) > 0
-- page: open-data/index.html
-- at: finding
select (select count(distinct community_id) from open_data_freshness) as councils, (select count(*) from communities where in_scope) as communities, count(*) filter (fresh) as fresh, count(*) as obligatory, day(max(as_of)) as day, year(max(as_of)) as year from open_data_freshness having count(*) > 0
-- page: audit/index.html
-- at: finding
select count(distinct unit_id) filter (level = 'community') as communities, count(distinct unit_id) filter (level = 'body' and site is not null) as bodies, day(max(date)) as day, year(max(date)) as year from audit_checks having count(*) > 0
-- at: A2
select count(*) from audit_rules where block = 'A2'
-- page: service-quality/index.html
-- at: finding
-- fixed: 100
with newest as (select max(period) as period from sqi where level = 'community' and sqi is not null)
select count(*) as n, s.basis as basis_uk, s.basis as basis_en, median(s.sqi) as median, any_value(s.period)::bigint as year from sqi s join newest using (period) join communities c on c.community_id = s.unit_id where s.level = 'community' and c.is_ranked and s.sqi is not null group by s.basis order by n desc, s.basis limit 1
-- at: quadrant
with newest as (select max(period) as period from sqi where level = 'community' and sqi is not null),
scored as (select s.unit_id, s.sqi, s.basis from sqi s join newest using (period) join communities c on c.community_id = s.unit_id where s.level = 'community' and c.is_ranked and s.sqi is not null),
own as (select * from scored where basis = (select basis from scored group by basis order by count(*) desc, basis limit 1)),
pair as (select sqi, h.dmi, median(h.dmi) over () as middle from own join dmi_hromada h on h.community_id = own.unit_id and h.dmi is not null join newest using (period))
select count(*) filter (sqi < (select median(sqi) from own) and dmi >= middle) as poor, count(*) filter (dmi >= middle) as digital from pair having count(*) > 4
-- page: data/index.html
-- at: finding
select count(*) filter ("rows" > 0) as filled, count(*) as datasets from published
-- page: open-data/index.html
-- at: topics
select 12 as topics
