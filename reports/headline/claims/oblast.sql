-- page: oblasts/*.html
-- at: h1
select slug as page, name_uk, name_en from oblasts
-- at: finding
with t as (select status from index_status where index_id = 'open_readiness'),
v as (select v.value, c.oblast_id from indicator_values v join communities c on c.community_id = v.territory_id where v.indicator_id = 'open.service_conditions' and v.level = 'community' and c.is_ranked and v.value is not null and v.period = (select max(period) from indicator_values where not within_year and indicator_id = 'open.service_conditions' and level = 'community')),
conditions as (select oblast_id, median(value) as median, count(*) as n from v group by 1),
bands as (select c.oblast_id, count(*) as n, sum(count(*)) over (partition by c.oblast_id)::bigint as scored from open_readiness r join communities c on c.community_id = r.territory_id where r.level = 'community' and c.is_ranked and r.band is not null group by c.oblast_id, r.band qualify row_number() over (partition by c.oblast_id order by n desc, any_value(r.band)) = 1)
select o.slug as page, if(t.status = 'ranked', b.n, s.n) as n, if(t.status = 'ranked', b.scored, s.median) as shown, 100 as scale, if(t.status = 'ranked', null, (select median(value) from v)) as country
from oblasts o cross join t left join conditions s using (oblast_id) left join bands b using (oblast_id)
where if(t.status = 'ranked', b.n, s.n) is not null
-- at: maturity
with newest as (select max(period) as period from dmi_hromada where dmi is not null)
select o.slug as page, a.period::bigint as year from dmi_aggregate a join newest using (period) join oblasts o on o.oblast_id = a.group_id where a.group_by = 'oblast' and a.dmi_whole is not null
-- at: spending
with f as (select c.oblast_id, left(code, 2) as division, sum(amount_uah) as amount from community_spending_2021 join communities c using (community_id) where community_spending_2021.kind = 'function' group by 1, 2)
select o.slug as page, 2021 as year, 100 * max(amount) / sum(amount) as share from f join oblasts o using (oblast_id) group by 1
-- at: osn
select o.slug as page, nullif(count(*) filter (b.active > 0), 0) as some, count(*) as known from bodies_communities b join communities c using (community_id) join oblasts o on o.oblast_id = c.oblast_id where b.coverage = 'register' group by 1 having sum(b.bodies) > 0

-- at: tile-conditions
-- fixed: 100 2025
with v as (select v.value, c.oblast_id from indicator_values v join communities c on c.community_id = v.territory_id where v.indicator_id = 'open.service_conditions' and v.level = 'community' and c.is_ranked and v.value is not null and v.period = (select max(period) from indicator_values where not within_year and indicator_id = 'open.service_conditions' and level = 'community'))
select o.slug as page, median(v.value) as median, count(*) as n from v join oblasts o using (oblast_id) where (select status from index_status where index_id = 'open_readiness') = 'withdrawn' group by 1
-- at: tile-band
-- fixed: 2020 2025
select o.slug as page, count(*) as scored from open_readiness r join communities c on c.community_id = r.territory_id and r.level = 'community' and c.is_ranked join oblasts o on o.oblast_id = c.oblast_id where r.status = 'ranked' and r.band is not null group by 1
-- at: tile-points
-- fixed: 2025
with point as (select c.oblast_id, sum(k.points)::bigint as points, sum(k.known_points)::bigint as known from cnap_communities k join communities c using (community_id) where c.is_ranked group by 1)
select o.slug as page, count(*) filter (k.status = 'present') as present, count(*) as ranked, if(any_value(p.points) > 0, any_value(p.known), null) as known, if(any_value(p.points) > 0, any_value(p.points), null) as points
from communities c join cnap_communities k using (community_id) join oblasts o on o.oblast_id = c.oblast_id left join point p on p.oblast_id = c.oblast_id where c.is_ranked group by 1
-- at: tile-tools
-- fixed: 2022
select o.slug as page, count(*) filter (e.tools > 0) as some, count(*) as ranked from communities c join edemocracy e using (community_id) join oblasts o on o.oblast_id = c.oblast_id where c.is_ranked group by 1
