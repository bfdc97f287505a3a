-- One row per indicator, country and year: Ukraine compared with the European Union and its neighbours. Only of sources whose licence or law lets rows go out.
select v.indicator_id, v.country_code, v.year, coalesce(v.breakdown, 'all') as breakdown, v.indicator_uk, v.indicator_en, v.country_uk, v.country_en, v.value, v.unit, v.obs_status, v.source_id
from mart.country_value v
join declared.source s on s.source_id = v.source_id and s.embed = 'rows'
order by v.indicator_id, v.country_code, v.year, breakdown, v.source_id
