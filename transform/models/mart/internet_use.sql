-- One row a country, sex, age group and year: share of weekly internet users, the longest series on the divide by sex that includes Ukraine.
select
    u.country_code,
    c.name_uk as country_uk,
    c.name_en as country_en,
    u.sex,
    u.age,
    u.year,
    u.value,
    u.obs_status
from raw.unece_internet_use u
join raw.country c on c.country_code = u.country_code
