-- One row a country: at least basic digital skills, newest year of Eurostat.
select country_code, country_uk, country_en, year, value, country_code = 'EU27' as focus
from mart.country_value
where indicator_id = 'estat.i_dsk2_bab' and breakdown = 'PC_IND' and year = (select max(year) from mart.country_value where indicator_id = 'estat.i_dsk2_bab')
order by value desc, country_code
