-- One row a unit of the codifier, with its level in words and the units it belongs to looked up, never built from its code.
with unit as (
    select
        territory_id, parent_id, level_1_id, level_2_id, level_3_id, category, name_uk,
        case category
            when 'O' then 'oblast' when 'K' then 'city' when 'P' then 'raion' when 'H' then 'community' when 'B' then 'district' else 'settlement'
        end as level
    from raw.katottg
)
select
    u.territory_id,
    u.parent_id,
    u.level,
    u.category,
    u.name_uk,
    u.level_1_id as oblast_id,
    case when u.category in ('O', 'K') then null when p.category = 'P' then u.level_2_id end as raion_id,
    case when h.category = 'H' then u.level_3_id end as community_id,
    u.territory_id[:9] as pcode
from unit u
left join raw.katottg p on p.territory_id = u.level_2_id
left join raw.katottg h on h.territory_id = u.level_3_id
