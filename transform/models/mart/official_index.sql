-- One row a published value of the ministry's index of regions or of communities. Its method changed in 2024 and again in 2025, so each value belongs to a segment:
-- values of two segments are not joined and not compared. Territories are found by name where they have one; means and groups have none.
with oblast as (
    select territory_id, name_uk from mart.territory where level in ('oblast', 'city')
), community as (
    select any_value(t.territory_id) as territory_id, t.name_uk, o.name_uk as oblast_uk
    from mart.territory t join oblast o on o.territory_id = t.oblast_id
    where t.level = 'community'
    group by t.name_uk, o.name_uk
    having count(*) = 1
)
select
    f.topic as index_id,
    case when f.period[:4] <= '2023' then '2022-2023' when f.period[:4] = '2024' then '2024' else '2025' end as segment,
    f.row,
    f.territory,
    f.level,
    coalesce(o.territory_id, c.territory_id) as territory_id,
    coalesce(f.breakdown, 'загальний') as component,
    f.period,
    f.value,
    f.unit,
    case f.unit when 'score 0-1' then round(100 * f.value, 6) else f.value end as percent_of_scale,
    f.rank,
    f.obs_status,
    f.url
from mart.figure f
left join oblast o on f.level = 'oblast' and o.name_uk = f.territory
left join community c on f.level = 'community' and c.name_uk = f.territory and c.oblast_uk = f.oblast_uk
where f.topic in ('region_index', 'community_index') and f.value is not null and f.unit in ('score 0-1', 'points 0-100')
