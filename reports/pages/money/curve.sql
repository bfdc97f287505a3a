-- One row a year or the even pace, and month: share of the year's spending on informatization that was made by the month's end, all communities together; a month
-- without a report stands as the one before it.
with grid as (
    select y.community_id, y.year, y.actual_uah, m.month, max_by(b.cumulative_uah, b.month) as spent
    from mart.informatization_year y
    cross join (select unnest(range(1, 13)) as month) m
    left join mart.budget_month b on b.community_id = y.community_id and b.year = y.year and b.month <= m.month
    where y.actual_uah > 0 and y.basis = 'openbudget'
    group by all
),
name as (
    select * from (values
        (1, 'січень', 'January'), (2, 'лютий', 'February'), (3, 'березень', 'March'), (4, 'квітень', 'April'), (5, 'травень', 'May'), (6, 'червень', 'June'),
        (7, 'липень', 'July'), (8, 'серпень', 'August'), (9, 'вересень', 'September'), (10, 'жовтень', 'October'), (11, 'листопад', 'November'), (12, 'грудень', 'December')
    ) as t(month, month_uk, month_en)
),
line as (
    select year::varchar as series_uk, year::varchar as series_en, month, 100 * sum(coalesce(spent, 0)::decimal(20, 2))::double / sum(actual_uah::decimal(20, 2))::double as share,
        year = max(year) over () as focus
    from grid
    group by year, month
    union all
    select 'рівний темп', 'even pace', m, 100 * m / 12, false from (select unnest(range(1, 13)) as m where exists (select 1 from grid))
)
select series_uk, series_en, month as number, month_uk, month_en, share, focus
from line
join name using (month)
order by series_en, number
