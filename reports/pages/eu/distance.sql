-- One row a sex: where Ukraine stood in its newest year, and how long before the median of EU members was there.
select sex, year, ua, eu, distance, years_behind, obs_status, year - years_behind as since
from mart.eu_distance
where year = (select max(year) from mart.eu_distance)
order by sex
