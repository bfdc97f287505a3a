-- One row: the figures that headings speak of. A figure that is gone leaves its heading without a number.
with f as (
    select *, try_cast(period[1:4] as integer) as year from mart.figure
), used as (
    select year, value from f where indicator = 'користувалися хоча б однією державною е-послугою за рік'
), basic as (
    select year, min(value) as low, max(value) as high from f where indicator = 'базові цифрові навички і вище' group by year
), petition as (
    select max(value) filter (indicator = 'місцеві е-петиції зареєстровано') as filed, max(value) filter (indicator = 'місцеві е-петиції, що набрали голоси') as passed
    from f where period = '2024' and level = 'country'
), home as (
    select year, max(value) filter (breakdown = 'міські') as urban, max(value) filter (breakdown = 'сільські') as rural
    from f where indicator = 'домогосподарства з доступом до інтернету' and level = 'country' group by year
), open_city as (
    select max(value) filter (level = 'group' and territory like 'Середнє 100%') as mean, arg_max(territory, value) filter (level = 'city') as best, max(value) filter (level = 'city') as top
    from f where indicator = 'TI Ukraine: Рейтинг прозорості 100 міст' and period = '2024'
)
select
    (select count(*) from f where topic <> 'international') as figures,
    (select count(distinct url) from f where topic <> 'international') as pages,
    (select count(*) from f where topic = 'international') as abroad,
    (select min(value) from f where indicator like 'задоволеність ЦНАП:%' and period = '2025-H1') as pleased_low,
    (select max(value) from f where indicator like 'задоволеність ЦНАП:%' and period = '2025-H1') as pleased_high,
    (select max(value) from f where indicator = 'питання повністю вирішено' and period = '2019') as solved,
    (select max(value) from f where indicator like 'точки мережі ЦНАП%' and level = 'country' and breakdown = 'усі' and period = '2024-01-01') as points_2024,
    (select max(value) from f where indicator like 'точки мережі ЦНАП%' and level = 'country' and breakdown = 'усі' and period like '2025%') as points_2025,
    (select min(year) from used) as used_from, (select arg_min(value, year) from used) as used_first, (select max(year) from used) as used_to, (select arg_max(value, year) from used) as used_last,
    (select max(value) from used) as used_most, (select arg_max(year, value) from used) as used_peak,
    (select min(year) from basic) as basic_from, (select arg_min(high, year) from basic) as basic_first, (select max(year) from basic) as basic_to, (select arg_max(low, year) from basic) as basic_low, (select arg_max(high, year) from basic) as basic_high,
    petition.filed, petition.passed,
    (select max(year) from home) as home_year, (select arg_max(urban, year) from home) as home_urban, (select arg_max(rural, year) from home) as home_rural,
    open_city.mean as open_mean, open_city.best as open_best, open_city.top as open_top
from petition, open_city
