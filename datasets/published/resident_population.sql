-- One row per oblast or Kyiv, type of settlement, age group and sex: residents on 1 January 2022 and their share of the country.
select r.territory_id, r.settlement, r.age, r.sex, o.name_uk as territory_uk, o.name_en as territory_en, r.age_from, r.residents, r.share
from mart.resident_population r
join mart.oblast o on o.oblast_id = r.territory_id
order by territory_id, settlement, age, sex
