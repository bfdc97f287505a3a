-- One row per country, sex, age and year: share of persons who use the internet.
select country_code, sex, age, year, country_uk, country_en, value, obs_status
from mart.internet_use
order by country_code, sex, age, year
