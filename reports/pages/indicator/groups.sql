-- One row an indicator and group of communities: by urbanity and by size; for scores of service points, with the points that they rest on and all that could be scored.
with scored as (
    select o.indicator_id, c.urbanity, c.size_class, o.den
    from metric.observation o join mart.community c on c.community_id = o.territory_id
    where o.level = 'community' and o.newest and c.is_ranked and o.value is not null and o.indicator_id like 'open.service_%'
), scorable as (
    select c.urbanity, c.size_class, k.scorable_points
    from mart.cnap_coverage k join mart.community c on c.community_id = k.territory_id
    where k.level = 'community' and c.is_ranked
), point as (
    select s.*, a.scorable from (
        select indicator_id, 'urbanity' as group_by, urbanity as group_id, sum(den)::bigint as scored from scored group by all
        union all
        select indicator_id, 'size_class', size_class, sum(den)::bigint from scored group by all
    ) s join (
        select 'urbanity' as group_by, urbanity as group_id, sum(scorable_points)::bigint as scorable from scorable group by all
        union all
        select 'size_class', size_class, sum(scorable_points)::bigint from scorable group by all
    ) a using (group_by, group_id)
)
select m.indicator_id, m.group_by, m.group_id, m.median, m.mean, m.n, m.missing, p.scored, p.scorable
from metric.summary m left join point p using (indicator_id, group_by, group_id)
where m.group_by in ('urbanity', 'size_class') and m.group_id is not null and m.newest
order by m.indicator_id, m.group_by desc, list_position(['urban', 'mixed', 'rural', 'lt3k', '3k_5k', '5k_10k', '10k_20k', '20k_50k', '50k_100k', '100k_500k', 'ge500k'], m.group_id)
