-- page: oblasts/*.html
-- at: h1
select slug as page, name_uk, name_en from oblasts
-- at: finding
with spread as (select c.oblast_id, median(r.score) as median, count(r.score) as n from open_readiness r join communities c on c.community_id = r.territory_id where r.level = 'community' and c.is_ranked group by 1 having n > 0)
select o.slug as page, s.median, 100 as scale, if(s.n < 10, s.n, null) as n, if(s.n < 10, null, (select count(*) + 1 from spread b where b.n >= 10 and b.median > s.median)) as place, if(s.n < 10, null, (select count(*) from spread where n >= 10)) as places,
    (select median(r.score) from open_readiness r join communities c on c.community_id = r.territory_id where r.level = 'community' and c.is_ranked) as country, 2020 as first, 2025 as last
from spread s join oblasts o using (oblast_id)
-- at: communities
select o.slug as page, max(r.score) - min(r.score) as spread from open_readiness r join communities c on c.community_id = r.territory_id join oblasts o on o.oblast_id = c.oblast_id where r.level = 'community' and c.is_ranked and r.score is not null group by 1
-- at: maturity
-- fixed: 100
with newest as (select max(period) as period from dmi_hromada where dmi is not null)
select o.slug as page, a.dmi_whole, a.period::bigint as year from dmi_aggregate a join newest using (period) join oblasts o on o.oblast_id = a.group_id where a.group_by = 'oblast' and a.dmi_whole is not null
-- at: osn
select o.slug as page, nullif(count(*) filter (b.active > 0), 0) as some, count(*) as known from bodies_communities b join communities c using (community_id) join oblasts o on o.oblast_id = c.oblast_id where b.coverage = 'register' group by 1 having sum(b.bodies) > 0
