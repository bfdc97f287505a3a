-- One row a country: women among ICT specialists in the newest year with data of at least 25 EU countries.
with v as (
    select * from mart.country_value where indicator_id = 'estat.ict_specialists' and breakdown = 'F' and value is not null
), newest as (
    select max(year) as year from (select year from v group by year having count(*) >= 25)
)
select v.country_code, v.country_uk, v.country_en, v.year, v.value, v.obs_status, v.country_code = 'EU27' as focus
from v join newest n on n.year = v.year
order by v.value desc, v.country_code
