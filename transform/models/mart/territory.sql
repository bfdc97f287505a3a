-- One row a territorial unit and edition of the codifier: the reference that every other table points to.
select
    t.territory_id,
    t.parent_id,
    t.level,
    t.category,
    t.name_uk,
    coalesce(b.name_en, uk_latin(t.name_uk)) as name_en,
    t.oblast_id,
    t.raion_id,
    t.community_id,
    t.pcode,
    date '2025-05-16' as valid_from,
    null::date as valid_to
from staging.territory t
left join raw.cod_ab b
    on b.level = case t.level when 'community' then 'hromada' when 'city' then 'hromada' when 'raion' then 'raion' when 'oblast' then 'oblast' end
    and b.pcode = case t.level when 'raion' then t.territory_id[:6] when 'oblast' then t.territory_id[:4] else t.territory_id[:9] end
