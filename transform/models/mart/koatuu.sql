-- One row an old KOATUU code: the unit of the codifier that replaced it. Where several did, the community wins, then the higher unit.
select
    koatuu,
    arg_min(territory_id, place) as territory_id,
    arg_min(category, place) as category,
    count(*) as codes
from (
    select koatuu, territory_id, category, case category when 'H' then 0 when 'O' then 1 when 'K' then 1 when 'P' then 2 when 'M' then 3 when 'X' then 4 when 'C' then 5 else 6 end * 1000000 + row_number() over (order by territory_id) as place
    from raw.koatuu_crosswalk
)
group by koatuu
