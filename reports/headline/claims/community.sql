-- page: communities/*.html
-- at: h1
select slug as page, title_uk, title_en from communities
-- at: finding
with t as (select status from index_status where index_id = 'open_readiness'),
newest as (select indicator_id, max(period) as period from indicator_values where level = 'community' and not within_year group by 1),
v as (select v.territory_id, max(v.value) filter (v.indicator_id = 'open.service_conditions') as conditions, max(v.value) filter (v.indicator_id = 'open.own_revenue_per_resident') as revenue, max(left(v.period, 4)) filter (v.indicator_id = 'open.own_revenue_per_resident')::bigint as year from indicator_values v join newest using (indicator_id, period) where v.level = 'community' group by 1)
select c.slug as page, case when shown = 'band' and r.band <> 'unclear' then 100 * r.band_share end as share, case when shown = 'band' and r.band <> 'unclear' then 1000 end as trials,
    case when shown in ('band', 'withheld') then 2020 end as first, case when shown in ('band', 'withheld') then 2025 end as last,
    case when shown = 'leaves' then v.conditions end as conditions, case when shown = 'leaves' and v.conditions is not null then 100 end as scale, case when shown = 'leaves' and v.conditions is not null then 2025 end as stated,
    case when shown = 'leaves' then v.revenue end as revenue, case when shown = 'leaves' and v.revenue is not null then v.year end as year,
    case when c.occupied and c.in_scope then 2022 end as list
from communities c cross join t left join open_readiness r on r.territory_id = c.community_id and r.level = 'community' left join v on v.territory_id = c.community_id,
    lateral (select case when c.occupied then 'occupied' when c.unranked_reason = 'withheld' then 'withheld' when t.status = 'ranked' and r.score is not null then 'band' when t.status = 'withdrawn' then 'leaves' end as shown)
-- at: maturity
select c.slug as page, h.period::bigint as year from dmi_hromada h join communities c using (community_id) where h.dmi is not null and h.period = (select max(period) from dmi_hromada where dmi is not null)
-- at: cnap
select c.slug as page, count(*) as points, nullif(count(*) filter (p.saturday), 0) as saturday from cnap_points p join communities c using (community_id) group by 1
-- at: services
with newest as (select unit_id, max(period) as period from service_stages where level = 'community' and offered and stage is not null group by 1)
select c.slug as page, count(*) as offered, count(*) filter (s.stage >= 4) as whole from service_stages s join newest using (unit_id, period) join communities c on c.community_id = s.unit_id where s.level = 'community' and s.offered and s.stage is not null group by 1
-- at: edem
select c.slug as page, nullif(e.tools, 0) as tools, case when e.tools > 0 then 4 end as possible from edemocracy e join communities c using (community_id) where not e.ambiguous and e.tools > 0
-- at: money
select c.slug as page, b.income_own_uah / b.population as per_resident, case when b.income_own_uah is not null and b.population > 0 then 2021 end as year from budgets b join communities c using (community_id) where b.year = 2021 and b.income_own_uah > 0 and b.population > 0
-- at: context
select c.slug as page, x.tax_capacity from community_context x join communities c using (community_id) where x.tax_capacity is not null
-- at: spending
with f as (select community_id, left(code, 2) as division, sum(amount_uah) as amount from community_spending_2021 where kind = 'function' group by 1, 2)
select c.slug as page, 2021 as year, 100 * max(amount) / sum(amount) as share from f join communities c using (community_id) group by 1
-- at: informatization
select c.slug as page, year, nullif(real_uah / i.population, 0) as per_resident, if(actual_uah > 0, 100 * q4_uah / actual_uah, null) as last_quarter
from informatization i join communities c using (community_id) qualify year = max(year) over (partition by community_id)
-- at: osn
select c.slug as page, nullif(b.active, 0) as active, b.bodies from bodies_communities b join communities c using (community_id) where b.coverage = 'register' and b.bodies > 0
-- at: site
with last as (select unit_id, max(date) as date from audit_checks where level = 'community' and block = 'A2' group by 1)
select c.slug as page, count(*) filter (result = 'pass') as found, count(*) as items from audit_checks a join last using (unit_id, date) join communities c on c.community_id = a.unit_id where a.block = 'A2' group by 1 having count(*) filter (result <> 'not_tested') > 0
-- at: participation
select c.slug as page, if(e.has_budget, coalesce(online_votes, 0) + coalesce(offline_votes, 0), petitions) as n from edem_statistics e join communities c using (community_id) qualify edition = max(edition) over (partition by community_id)
-- at: profile
with nodes as (
    unpivot (select c.slug, r.service, r.resources, r.self_organization from open_readiness r join communities c on c.community_id = r.territory_id where r.status = 'ranked' and r.level = 'community' and c.is_ranked)
    on service, resources, self_organization into name node value v
), country as (select node, median(v) as m from nodes group by node)
select slug as page, n.v, k.m from nodes n join country k using (node) where k.m > 0 and n.v <> k.m qualify row_number() over (partition by slug order by abs(n.v - k.m) desc, list_position(['service', 'resources', 'self_organization'], node)) = 1
-- at: indicators
with newest as (select indicator_id, max(period) as period from indicator_values where level = 'community' and not within_year group by 1)
select c.slug as page, count(*) as n from indicator_values v join newest using (indicator_id, period) join communities c on c.community_id = v.territory_id where v.level = 'community' and c.in_scope group by 1

-- at: tile-conditions
-- fixed: 100 2025
select c.slug as page, v.value from indicator_values v join communities c on c.community_id = v.territory_id where v.indicator_id = 'open.service_conditions' and v.level = 'community' and v.value is not null and v.period = (select max(period) from indicator_values where not within_year and indicator_id = 'open.service_conditions' and level = 'community') and (select status from index_status where index_id = 'open_readiness') = 'withdrawn'
-- at: tile-points
-- fixed: 2025
select c.slug as page, k.points, k.centres, nullif(k.units, 0) as units, k.remote, nullif(k.workers, 0) as workers from communities c left join cnap_communities k on k.community_id = c.community_id and k.status = 'present'
-- at: tile-tools
-- fixed: 4 2022
select c.slug as page, e.tools from edemocracy e join communities c using (community_id) where e.tools > 0 and not e.ambiguous
-- at: tile-revenue
with newest as (select max(period) as period from indicator_values where not within_year and indicator_id = 'open.own_revenue_per_resident' and level = 'community')
select c.slug as page, v.value, left(v.period, 4)::bigint as year from indicator_values v join newest using (period) join communities c on c.community_id = v.territory_id where v.indicator_id = 'open.own_revenue_per_resident' and v.level = 'community' and v.value is not null
-- at: tile-osn
select c.slug as page, b.active, nullif(b.bodies, 0) as bodies from bodies_communities b join communities c using (community_id) where b.coverage = 'register'
