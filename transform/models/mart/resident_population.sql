-- One row an oblast or Kyiv, type of settlement, age group and sex: residents on 1 January 2022, for weighting surveys.
-- The cells do not overlap and add up to the country. Kyiv, which the source does not split, has no rural settlement, so all of it is urban.
with cell as (
    select territory_id, settlement, age, 'female' as sex, female as residents from raw.resident_population_2022
    union all
    select territory_id, settlement, age, 'male', male from raw.resident_population_2022
)
select
    c.territory_id,
    if(t.level = 'city', 'urban', c.settlement) as settlement,
    c.age,
    c.sex,
    if(c.age = '80+', 80, split_part(c.age, '-', 1)::integer)::bigint as age_from,
    c.residents,
    round(c.residents / sum(c.residents) over (), 12) as share
from cell c
join mart.territory t using (territory_id)
where c.age <> 'total' and (c.settlement <> 'total') = (t.level <> 'city')
