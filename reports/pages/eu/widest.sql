-- One row: the score on which Ukraine is furthest behind EU27.
select * from (
select indicator_id, regexp_replace(any_value(indicator_uk), '^[^:]+: ', '') as indicator_uk, regexp_replace(any_value(indicator_en), '^[^:]+: ', '') as indicator_en,
    max(value) filter (country_code = 'UA') as ua, max(value) filter (country_code = 'EU27') as eu
from mart.country_value
where indicator_id like 'egov.%' and year = 2023 and breakdown = '2023'
group by indicator_id having ua is not null and eu is not null
order by indicator_id
) order by eu - ua desc, indicator_id limit 1
