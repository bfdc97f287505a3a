-- One row per indicator, country and year: Ukraine compared with the European Union and its neighbours.
select indicator_id, country_code, year, coalesce(breakdown, 'all') as breakdown, indicator_uk, indicator_en, country_uk, country_en, value, unit, obs_status, source_id
from mart.country_value
order by indicator_id, country_code, year, breakdown, source_id
