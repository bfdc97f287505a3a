-- One row a place and even year since 2010: Ukraine, the median of EU members and of all countries. The UN survey comes every second year, and an edition that is
-- not held breaks the line. Values of other countries are not ours to publish one by one.
with held as (
    select year, ukraine, eu_median, median from mart.country_standing where indicator_id = 'un.egdi'
), edition as (
    select unnest(range(2010, (select max(year) from held) + 1, 2)) as year
), place as (
    select unnest(['ua', 'eu', 'world']) as place
)
select e.year, p.place, case p.place when 'ua' then h.ukraine when 'eu' then h.eu_median else h.median end as value, p.place = 'ua' as focus
from edition e cross join place p left join held h using (year)
order by e.year, list_position(['ua', 'eu', 'world'], p.place)
