-- One row per old KOATUU code: the unit of the codifier that replaced it, so that tables of before 2020 can be joined. A unit that is gone since has its last name.
select k.koatuu, k.territory_id, k.category, coalesce(t.name_uk, g.name_uk) as name_uk, coalesce(t.name_en, g.name_en) as name_en, k.codes
from mart.koatuu k
left join mart.territory t on t.territory_id = k.territory_id
left join (select territory_id, name_uk, name_en from mart.territory_change where change = 'gone') g on g.territory_id = k.territory_id
order by koatuu
