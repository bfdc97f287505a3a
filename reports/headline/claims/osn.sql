-- page: osn/index.html
-- at: finding
with known as (select count(*) as bodies, count(*) filter (status = 'active') as active, max(as_of) as as_of from bodies),
place as (select count(*) filter (coverage = 'register') as known, count(*) filter (coverage = 'register' and active > 0) as some from bodies_communities),
told as (select count(*) as bodies, count(distinct city) as cities from osn_bodies), figure as (select count(*) as n from figures where topic = 'osn')
select case when k.bodies > 0 then k.bodies end as bodies, case when k.bodies > 0 then k.active end as active, case when k.bodies > 0 then day(k.as_of::date) end as day, case when k.bodies > 0 then year(k.as_of::date) end as year,
    case when k.bodies > 0 and p.known > 0 then p.known end as known, case when k.bodies > 0 and p.known > 0 then p.some end as some,
    case when k.bodies = 0 then f.n end as figures, case when k.bodies = 0 then t.bodies end as named, case when k.bodies = 0 then t.cities end as cities
from known k, place p, told t, figure f
-- at: kinds
select count(*) as bodies, (select count(*) from bodies) as n from bodies group by body_type order by bodies desc, body_type limit 1
-- at: map
select count(*) filter (active = 0) as none, count(*) as known from bodies_communities where coverage = 'register' having known > 0
-- at: cycle
select count(*) filter (status in ('terminating', 'expired', 'terminated')) as ended, count(*) as n from bodies having ended > 0
-- at: counts
select count(distinct territory) from figures where topic = 'osn'
-- at: bodies
select count(*) as bodies, count(*) filter (city = 'Київ') as kyiv from osn_bodies
-- at: tile-active
-- fixed: 24
select count(*) filter (status = 'active') as active, count(*) as of from bodies having count(*) > 0
-- at: tile-legal
select 100.0 * count(*) filter (legal_status = 'legal_person' and form_860 is distinct from false) / count(*) as share, count(*) as n from bodies where status = 'active' having n > 0
-- at: tile-funded
select 100.0 * count(*) filter (funded) / count(*) as share, count(*) filter (delegated) - count(*) filter (funded) as without from bodies where status = 'active' having count(*) > 0
-- at: tile-residents
select sum(residents_rounded) / 1000 as thousand, count(residents_rounded) as known, count(*) as active from bodies where status = 'active' having count(residents_rounded) > 0
-- at: tile-none
select count(*) filter (b.active = 0) as none, count(*) as known, (select count(*) from communities where not coalesce(occupied, false)) as communities from bodies_communities b where coverage = 'register' having known > 0
-- at: tile-kyiv
-- fixed: 2023
select value from figures where topic = 'osn' and territory = 'Київ' and indicator like 'чинні ОСН%'
-- at: tile-cancel
select value from figures where topic = 'osn' and territory = 'Київ' and unit = 'draft decisions'
-- at: tile-odesa
select value from figures where topic = 'osn' and territory = 'Одеса' and indicator like 'органи СОН (за доповіддю%'
-- at: tile-oleksandriia
select value, day(period::date) as day, year(period::date) as year from figures where topic = 'osn' and territory = 'Олександрія' and unit = 'bodies'
-- page: osn/named/*.html
-- at: h1
select slug as page, name_uk, name_en from osn_bodies
-- at: finding
select slug as page, case when length(last_date) = 10 then right(last_date, 2)::bigint end as day, left(last_date, 4)::bigint as year from osn_bodies where last_date is not null
-- page: osn/register.html
-- at: finding
select nullif(count(*), 0) as bodies from bodies
-- page: osn/*.html
-- at: h1
select osn_id as page, name_uk, name_en from bodies
-- at: finding
with day as (select osn_id, status, case status when 'active' then evidence_date when 'dormant' then evidence_date when 'expired' then term_end when 'terminated' then end_date end as at from bodies)
select osn_id as page, day(at) as day, year(at) as year, case when status = 'dormant' then 2 end as years from day where at is not null or status = 'dormant'
-- at: services
with form as (select unit_id, service_id, period from service_stages where level = 'body' and offered qualify period = max(period) over (partition by unit_id))
select coalesce(v.osn_id, f.unit_id) as page, count(*) as n from bodies_services v full join form f on f.unit_id = v.osn_id and f.service_id = v.service_id group by 1
-- at: indicators
select territory_id as page, count(distinct indicator_id) as n from indicator_values where level = 'body' and (value is not null or obs_status = 'n') group by 1

-- at: tile-residents
-- fixed: 50
select osn_id as page, residents_rounded from bodies
-- at: tile-services
with form as (select unit_id, service_id, period from service_stages where level = 'body' and offered qualify period = max(period) over (partition by unit_id))
select coalesce(v.osn_id, f.unit_id) as page, count(*) as n from bodies_services v full join form f on f.unit_id = v.osn_id and f.service_id = v.service_id group by 1

-- at: tile-score
with measured as (select territory_id, count(distinct indicator_id) as n from indicator_values where level = 'body' and value is not null group by 1)
select b.osn_id as page, b.dmi_b as score, if(b.dmi_b is not null, 100, null) as scale, left(b.dmi_b_period, 4)::bigint as year, if(b.dmi_b is null, m.n, null) as measured from bodies b left join measured m on m.territory_id = b.osn_id
