-- One row a year: women among ICT specialists of the EU.
select year, value, 'EU27' as series
from mart.country_value
where indicator_id = 'estat.ict_specialists' and breakdown = 'F' and country_code = 'EU27' and value is not null
order by year
