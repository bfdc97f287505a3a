-- page: services/index.html
-- at: h1
select count(*) from services
-- at: finding
select count(*) filter (role = 'P') from services
-- at: stages
select count(*) filter (max_stage >= 4) as online, count(*) as n from services
-- at: funnel
with newest as (select max(period) as period from service_stages where level = 'community'),
s as (select stage, max_stage from service_stages join newest using (period) where level = 'community' and community_id is not null and stage is not null)
select 100.0 * count(*) filter (stage >= 1) / count(*) filter (max_stage >= 1) as some, 100.0 * count(*) filter (stage >= 4) / count(*) filter (max_stage >= 4) as whole from s having count(*) > 0
-- at: matrix
-- fixed: 100
with newest as (select max(period) as period from service_stages where level = 'community')
select avg(s.score) as score, any_value(v.name_uk) as name_uk, any_value(v.name_en) as name_en
from service_stages s join newest using (period) join services v using (service_id)
where s.level = 'community' and s.community_id is not null and s.stage is not null
group by s.service_id order by score desc, s.service_id limit 1
-- at: social
select count(*) as n, nullif(count(*) filter (role = 'P'), 0) as own from services where group_id = 'social'
-- at: cultural
select count(*) as n, nullif(count(*) filter (role = 'P'), 0) as own from services where group_id = 'cultural'
-- at: household
select count(*) as n, nullif(count(*) filter (role = 'P'), 0) as own from services where group_id = 'household'
-- at: administrative
select count(*) as n, nullif(count(*) filter (role = 'P'), 0) as own from services where group_id = 'administrative'
-- at: participation
select count(*) as n, nullif(count(*) filter (role = 'P'), 0) as own from services where group_id = 'participation'
-- at: safety
select count(*) as n, nullif(count(*) filter (role = 'P'), 0) as own from services where group_id = 'safety'
-- page: services/*.html
-- at: h1
select lower(service_id) as page, name_uk, name_en from services
-- at: finding
with newest as (select max(period) as period from service_stages where level = 'community')
select lower(v.service_id) as page, count(*) filter (s.offered) as offered, count(*) filter (s.offered is not null) as answered, any_value(s.period)::bigint as year, count(*) filter (s.stage >= 4) as whole
from services v join service_stages s using (service_id) join newest using (period) where s.level = 'community' and s.community_id is not null group by v.service_id
-- at: stages
with newest as (select max(period) as period from service_stages where level = 'community')
select lower(v.service_id) as page, avg(s.score) as score
from services v join service_stages s using (service_id) join newest using (period) where s.level = 'community' and s.community_id is not null and s.stage is not null group by v.service_id
