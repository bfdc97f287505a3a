-- page: eu/index.html
-- table: benchmark
select regexp_replace(any_value(indicator_uk), '^[^:]+: ', '') as row_uk, regexp_replace(any_value(indicator_en), '^[^:]+: ', '') as row_en, max(value) filter (country_code = 'UA') as c2, max(value) filter (country_code = 'EU27') as c3, c2 - c3 as c4
from international where indicator_id like 'egov.%' and year = 2023 and breakdown = '2023' group by indicator_id having c2 is not null and c3 is not null
-- table: egdi
select year::varchar as row, max(ukraine) filter (indicator_id = 'un.rank') as c2, max(ukraine) filter (indicator_id = 'un.egdi') as c3, max(ukraine) filter (indicator_id = 'un.osi') as c4, max(ukraine) filter (indicator_id = 'un.tii') as c5, max(ukraine) filter (indicator_id = 'un.hci') as c6, max(ukraine) filter (indicator_id = 'un.epi') as c7
from international_standing where indicator_id like 'un.%' group by year
-- table: skills 1
-- keys: none
select regexp_extract(period, '\d{4}')::double as c1, value as c2 from figures where topic = 'skills' and level = 'country' and indicator like 'базові%навички%' and value is not null
-- table: skills 2
select country_uk as row_uk, country_en as row_en, value as c2 from international where indicator_id = 'estat.i_dsk2_bab' and breakdown = 'PC_IND' and year = (select max(year) from international where indicator_id = 'estat.i_dsk2_bab')
-- table: ict
with v as (select * from international where indicator_id = 'estat.ict_specialists' and breakdown = 'F' and value is not null)
select country_uk as row_uk, country_en as row_en, value as c2 from v where year = (select max(year) from (select year from v group by year having count(*) >= 25))
-- table: internet
-- keys: none
with place as (
  select year, ukraine as value, 1 as n from international_standing where indicator_id = 'unece.weekly_internet' and breakdown in ('female 16-74', 'male 16-74')
  union all
  select year, eu_median, eu_countries from international_standing where indicator_id = 'unece.weekly_internet' and breakdown in ('female 16-74', 'male 16-74') and eu_median is not null
)
select year as c1, value as c3, n as c4 from place
-- table: state
with eu as (select distinct country_code from international where source_id = 'desi_2022' and country_code <> 'EU'),
h as (select v.*, e.country_code is not null as eu, max(value) filter (v.country_code = 'UA') over (partition by indicator_id, year) as ua from international v left join eu e using (country_code) where source_id in ('gtmi_2022', 'odin_2022') and value is not null)
select regexp_replace(any_value(indicator_uk), '^GovTech: ', '') as row_uk, regexp_replace(any_value(indicator_en), '^GovTech: ', '') as row_en, any_value(ua) as c2, median(value) filter (eu) as c3, median(value) as c4, max(value) as c5, 1 + count(*) filter (value > ua) as c6, count(*) as c7
from h where ua is not null group by indicator_id, year
-- table: desi
select any_value(country_uk) as row_uk, any_value(country_en) as row_en, max(value) filter (indicator_id = 'desi.total') as c2, max(value) filter (indicator_id = 'desi.4') as c3
from international where indicator_id in ('desi.total', 'desi.4') and coalesce(breakdown, '') in ('', 'all') group by country_code having c2 is not null
-- page: figures/index.html
-- table: satisfaction
-- keys: 2
-- part
select concat_ws(': ', indicator, breakdown) || ' | ' || territory as row, value as c3 from figures where topic <> 'international' union all select coalesce(breakdown, indicator) || ' | ' || territory, value from figures where topic <> 'international'
-- table: network
-- keys: 2
-- part
select concat_ws(': ', indicator, breakdown) || ' | ' || territory as row, value as c3 from figures where topic <> 'international' union all select coalesce(breakdown, indicator) || ' | ' || territory, value from figures where topic <> 'international'
-- table: skills
-- keys: 2
-- part
select concat_ws(': ', indicator, breakdown) || ' | ' || territory as row, value as c3 from figures where topic <> 'international' union all select coalesce(breakdown, indicator) || ' | ' || territory, value from figures where topic <> 'international'
-- table: edemocracy
-- keys: 2
-- part
select concat_ws(': ', indicator, breakdown) || ' | ' || territory as row, value as c3 from figures where topic <> 'international' union all select coalesce(breakdown, indicator) || ' | ' || territory, value from figures where topic <> 'international'
-- table: community
-- keys: 2
-- part
select concat_ws(': ', indicator, breakdown) || ' | ' || territory as row, value as c3 from figures where topic <> 'international' union all select coalesce(breakdown, indicator) || ' | ' || territory, value from figures where topic <> 'international'
-- table: connectivity
-- keys: 2
-- part
select concat_ws(': ', indicator, breakdown) || ' | ' || territory as row, value as c3 from figures where topic <> 'international' union all select coalesce(breakdown, indicator) || ' | ' || territory, value from figures where topic <> 'international'
-- table: transparency
-- keys: 2
-- part
select concat_ws(': ', indicator, breakdown) || ' | ' || territory as row, value as c3 from figures where topic <> 'international' union all select coalesce(breakdown, indicator) || ' | ' || territory, value from figures where topic <> 'international'
-- table: osn
-- keys: 2
-- part
select concat_ws(': ', indicator, breakdown) || ' | ' || territory as row, value as c3 from figures where topic <> 'international' union all select coalesce(breakdown, indicator) || ' | ' || territory, value from figures where topic <> 'international'
-- page: osn/index.html
-- table: counts
-- keys: none
-- part
select value as c3 from figures
