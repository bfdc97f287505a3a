-- One row a country and even year since 2010: the UN survey comes every second year, and an edition that is not held breaks the line.
with country as (
    select distinct country_code, country_uk, country_en from mart.country_value where country_code in ('UA', 'EE', 'PL', 'RO', 'MD') and indicator_id = 'un.egdi'
), edition as (
    select unnest(range(2010, (select max(year) from mart.country_value where indicator_id = 'un.egdi') + 1, 2)) as year
)
select c.country_code, c.country_uk, c.country_en, e.year, v.value, c.country_code = 'UA' as focus
from country c cross join edition e
left join mart.country_value v on v.indicator_id = 'un.egdi' and v.country_code = c.country_code and v.year = e.year
order by e.year, list_position(['UA', 'EE', 'PL', 'RO', 'MD'], c.country_code)
