-- One row a budget, year, month and programme: spending since the beginning of the year and the plan of the year. Economic codes contain one
-- another (0 > 2000 > 2210), and so do programmes (1000 > 1010), so only rows without a row below them are added up.
with r as (
    select
        budget_code,
        year,
        split_part(period, '.', 1)::bigint as month,
        right(programme, 4) as programme,
        coalesce(function, '') as function,
        rtrim(coalesce(economic, ''), '0') as economic,
        plan_uah,
        actual_uah
    from raw.openbudget_expenses
    where split_part(period, '.', 2)::bigint = year
),
economic as (
    select budget_code, year, month, programme, function, list(distinct economic) as codes from r group by all
),
leaf as (
    select r.*
    from r
    join economic e using (budget_code, year, month, programme, function)
    where len(list_filter(e.codes, c -> c <> r.economic and starts_with(c, r.economic))) = 0
),
programme as (
    select budget_code, year, month, list(distinct rtrim(programme, '0')) as codes from r group by all
)
select
    l.budget_code,
    l.year,
    l.month,
    l.programme,
    coalesce(sum(l.plan_uah::decimal(20, 2)), 0)::double as plan_uah,
    sum(l.actual_uah::decimal(20, 2))::double as actual_uah
from leaf l
join programme p using (budget_code, year, month)
where len(list_filter(p.codes, c -> c <> rtrim(l.programme, '0') and starts_with(c, rtrim(l.programme, '0')))) = 0
group by 1, 2, 3, 4
