-- One row a country of the EU: DESI 2022 and its part on digital public services.
select country_code, any_value(country_uk) as country_uk, any_value(country_en) as country_en, max(value) filter (indicator_id = 'desi.total') as total, max(value) filter (indicator_id = 'desi.4') as services, country_code = 'EU27' as focus
from mart.country_value where indicator_id in ('desi.total', 'desi.4') and coalesce(breakdown, '') in ('', 'all')
group by country_code having total is not null order by total desc, country_code
