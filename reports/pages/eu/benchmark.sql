-- One row a score of the eGovernment Benchmark: Ukraine beside EU27 in the same collection of 2023.
select indicator_id, regexp_replace(any_value(indicator_uk), '^[^:]+: ', '') as indicator_uk, regexp_replace(any_value(indicator_en), '^[^:]+: ', '') as indicator_en,
    max(value) filter (country_code = 'UA') as ua, max(value) filter (country_code = 'EU27') as eu
from mart.country_value
where indicator_id like 'egov.%' and year = 2023 and breakdown = '2023'
group by indicator_id having ua is not null and eu is not null
order by indicator_id
