-- page: figures/index.html
-- at: finding
select count(*) as figures, count(distinct url) as pages from figures where topic <> 'international' having count(*) > 0
-- at: abroad
select count(*) filter (topic = 'international') as abroad from figures having count(*) filter (topic <> 'international') > 0
-- at: satisfaction
-- fixed: 2025
select min(value) as low, max(value) as high from figures where indicator like 'задоволеність ЦНАП:%' and period = '2025-H1' having count(*) > 0
-- at: network
-- fixed: 2024 2025
select max(value) filter (period = '2024-01-01') as points_2024, max(value) filter (period like '2025%') as points_2025
from figures where indicator like 'точки мережі ЦНАП%' and level = 'country' and breakdown = 'усі' having points_2024 is not null and points_2025 is not null
-- at: use
with used as (select left(period, 4)::bigint as year, value from figures where indicator = 'користувалися хоча б однією державною е-послугою за рік')
select min(year) as first, arg_min(value, year) as v_first, max(year) as last, arg_max(value, year) as v_last, max(value) as most, arg_max(year, value) as peak from used having count(*) > 0
-- at: skills
with basic as (select left(period, 4)::bigint as year, min(value) as low, max(value) as high from figures where indicator = 'базові цифрові навички і вище' group by 1)
select min(year) as first, arg_min(high, year) as v_first, max(year) as last, arg_max(low, year) as low, if(round(arg_max(low, year)) = round(arg_max(high, year)), null, arg_max(high, year)) as high from basic having count(*) > 0
-- at: edemocracy
-- fixed: 2024
select max(value) filter (indicator = 'місцеві е-петиції зареєстровано') as filed, max(value) filter (indicator = 'місцеві е-петиції, що набрали голоси') as passed
from figures where period = '2024' and level = 'country' having filed is not null and passed is not null
-- at: connectivity
select left(period, 4)::bigint as year, max(value) filter (breakdown = 'міські') as urban, max(value) filter (breakdown = 'сільські') as rural
from figures where indicator = 'домогосподарства з доступом до інтернету' and level = 'country' group by 1 order by 1 desc limit 1
-- at: transparency
-- fixed: 2024
select max(value) filter (level = 'group' and territory like 'Середнє 100%') as mean, max(value) filter (level = 'city') as top, arg_max(territory, value) filter (level = 'city') as best_uk, arg_max(territory, value) filter (level = 'city') as best_en, 100 as scale
from figures where indicator = 'TI Ukraine: Рейтинг прозорості 100 міст' and period = '2024' having count(*) > 0
