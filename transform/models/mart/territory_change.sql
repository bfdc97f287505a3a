-- One row a unit of the codifier and earlier edition after which its name or category changed, or which was the last to have it.
select
    c.territory_id,
    c.last_edition::date as last_edition,
    c.change,
    case c.category
        when 'O' then 'oblast' when 'K' then 'city' when 'P' then 'raion' when 'H' then 'community' when 'B' then 'district' else 'settlement'
    end as level,
    c.name_uk,
    uk_latin(c.name_uk) as name_en,
    c.category,
    t.name_uk as name_now_uk,
    t.name_en as name_now_en,
    t.category as category_now,
    case when h.category = 'H' then c.level_3_id end as community_id,
    c.level_1_id as oblast_id
from raw.codifier_change c
left join mart.territory t on t.territory_id = c.territory_id
left join raw.katottg h on h.territory_id = c.level_3_id
