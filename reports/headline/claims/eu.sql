-- page: eu/index.html
-- at: finding
-- fixed: 27 100 2023
select max(value) filter (country_code = 'UA') as ua, max(value) filter (country_code = 'EU27') as eu from international where indicator_id = 'egov.0' and year = 2023 and breakdown = '2023'
-- at: benchmark
select max(value) filter (country_code = 'UA') as ua, max(value) filter (country_code = 'EU27') as eu
from international where indicator_id like 'egov.%' and indicator_id not in ('egov.0') and year = 2023 and breakdown = '2023'
group by indicator_id having ua is not null and eu is not null order by eu - ua desc, indicator_id limit 1
-- at: chart-benchmark
-- fixed: 27
select null::bigint as none
-- at: egdi
-- fixed: 193
select year, ukraine as rank from international_standing where indicator_id = 'un.rank' order by year desc limit 1
-- at: ict
with v as (select * from international where indicator_id = 'estat.ict_specialists' and breakdown = 'F' and value is not null), newest as (select max(year) as year from (select year from v group by year having count(*) >= 25))
select v.value, v.year from v join newest using (year) where v.country_code = 'EU27'
-- at: internet
with u as (select year, split_part(breakdown, ' ', 1) as sex, ukraine, eu_median from international_standing where indicator_id = 'unece.weekly_internet' and breakdown in ('female 16-74', 'male 16-74'))
select year, max(ukraine) filter (sex = 'female') as w, max(ukraine) filter (sex = 'male') as m, max(eu_median) filter (sex = 'female') as ew, max(eu_median) filter (sex = 'male') as em from u group by year order by year desc limit 1
-- at: state
-- fixed: 2022
with member as (select distinct country_code from international where source_id = 'desi_2022' and country_code <> 'EU'),
part as (select indicator_id, max(value) filter (country_code = 'UA') as ua, median(value) filter (country_code in (from member)) as eu from international where source_id = 'gtmi_2022' and value is not null group by indicator_id, year having ua is not null)
select count(*) filter (ua > eu) as above, count(*) as n from part
-- at: desi
-- fixed: 2022
select nullif(count(*), 0) as ukraine from international where source_id = 'desi_2022' and country_code = 'UA'
