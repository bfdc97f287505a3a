-- One row a year, sex and place: weekly internet users aged 16–74 in Ukraine, and the median of the members of the EU that report that year, if twenty do.
with member as (
    select distinct country_code from mart.country_value where source_id = 'desi_2022' and country_code <> 'EU'
), place as (
    select year, sex, 'ua' as place, value, 1 as n from mart.internet_use where country_code = 'UA' and age = '16-74' and value is not null
    union all
    select year, sex, 'eu', median(value), count(*) from mart.internet_use join member using (country_code) where age = '16-74' and value is not null group by year, sex having count(*) >= 20
)
select year, sex, place, place || '_' || sex as series, value, n
from place
where year >= (select min(year) from place where place = 'ua')
order by place desc, sex, year
