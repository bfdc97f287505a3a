-- One row a country and edition of the UN survey.
select country_code, country_uk, country_en, year, value, country_code = 'UA' as focus
from mart.country_value
where indicator_id = 'un.egdi' and country_code in ('UA', 'EE', 'PL', 'RO', 'MD', 'LT') and year >= 2010
order by year, list_position(['UA', 'EE', 'LT', 'PL', 'RO', 'MD'], country_code)
