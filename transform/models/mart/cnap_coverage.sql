-- One row a community with points in the copy of the register, oblast and the country: its service points and how many of them state their conditions, so that no score stands without it.
-- Oblasts and the country count points of ranked communities, as their scores do. Scores rest on the centres and units alone.
with community as (
    select k.community_id, c.oblast_id, c.is_ranked, k.points, k.known_points, k.centres + k.units as scorable_points,
        (select count(*) from mart.cnap_point p where p.community_id = k.community_id and p.known and p.kind in ('centre', 'territorial_unit')) as known_scorable_points
    from mart.cnap_community k join mart.community c using (community_id)
    where k.status = 'present'
)
select 'community' as level, community_id as territory_id, points, known_points, scorable_points, known_scorable_points from community
union all
select 'oblast', oblast_id, sum(points)::bigint, sum(known_points)::bigint, sum(scorable_points)::bigint, sum(known_scorable_points)::bigint from community where is_ranked group by oblast_id
union all
select 'country', 'UA', sum(points)::bigint, sum(known_points)::bigint, sum(scorable_points)::bigint, sum(known_scorable_points)::bigint from community where is_ranked
