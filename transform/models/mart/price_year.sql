-- One row a year whose months and those of the year before all have an index to the month before: the index of the year's mean level of prices to that of the year before, by which spending of a whole year is compared. December to December would tell the prices of one month.
with month as (
    select left(month, 4)::integer as year, right(month, 2)::integer as number, index_percent / 100 as grown
    from raw.price_index
),
whole as (
    select year from month group by year having count(distinct number) = 12
),
-- The level of a month in that of the December before the year before: both years are whole, so no month between is missing.
level as (
    select
        w.year,
        m.year as of_year,
        exp(sum(ln(m.grown)) over (partition by w.year order by m.year, m.number)) as level
    from whole w
    join whole b on b.year = w.year - 1
    join month m on m.year in (w.year, b.year)
)
select
    year,
    round(100 * avg(level) filter (where of_year = year) / avg(level) filter (where of_year < year), 9) as index_percent
from level
group by year
