-- One row per old KOATUU code: the unit of the codifier that replaced it, so that tables of before 2020 can be joined.
select k.koatuu, k.territory_id, k.category, t.name_uk, t.name_en, k.codes
from mart.koatuu k
left join mart.territory t on t.territory_id = k.territory_id
order by koatuu
