-- One row a territorial unit and edition of the codifier: the reference that every other table points to.
-- OCHA's English name is of April 2024: it is the unit's only where its Ukrainian name still is, and the former one's where that has it.
with former as (
    select territory_id, arg_max(name_uk, last_edition) as name_uk, max(last_edition) as last_edition
    from raw.codifier_change where change = 'renamed' group by territory_id
), known as (
    select t.*, f.name_uk as former_name_uk, f.last_edition as former_edition, b.name_uk as drawn_uk, b.name_en as drawn_en
    from staging.territory t
    left join former f on f.territory_id = t.territory_id and f.name_uk <> t.name_uk
    left join raw.cod_ab b
        on b.level = case t.level when 'community' then 'hromada' when 'city' then 'hromada' when 'raion' then 'raion' when 'oblast' then 'oblast' end
        and b.pcode = case t.level when 'raion' then t.territory_id[:6] when 'oblast' then t.territory_id[:4] else t.territory_id[:9] end
)
select
    territory_id,
    parent_id,
    level,
    category,
    name_uk,
    coalesce(case when drawn_uk = name_uk then drawn_en end, uk_latin(name_uk)) as name_en,
    former_name_uk,
    coalesce(case when drawn_uk = former_name_uk then drawn_en end, uk_latin(former_name_uk)) as former_name_en,
    former_edition::date as former_edition,
    oblast_id,
    raion_id,
    community_id,
    pcode,
    date '2026-07-07' as valid_from,
    null::date as valid_to
from known
