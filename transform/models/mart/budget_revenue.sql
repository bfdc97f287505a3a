-- One row a community and year with a report for December, or with a sum of 23 cities where the portal's own report is not here: own revenue of the budget. A code does not tell whether its row holds others: 18011000 and
-- 18011100 are neighbours, 11010000 holds 11010100. So every row counts, but one that equals, to a kopiika, what is counted of the longer codes below it.
with recursive r as (
    select budget_code, year, rtrim(code, '0') as stem, sum(actual_uah::decimal(20, 2))::decimal(20, 2) as actual
    from raw.openbudget_incomes
    where split_part(period, '.', 1)::bigint = 12 and split_part(period, '.', 2)::bigint = year
    group by all
),
-- Codes grow shorter by a digit a time: what is counted below a code meets the row of that code itself.
counted as (
    select 8 as digits, budget_code, year, stem, actual from r
    union all
    select
        digits - 1,
        budget_code,
        year,
        stem,
        (case when own = below then below else coalesce(own, 0) + coalesce(below, 0) end)::decimal(20, 2)
    from (
        select digits, budget_code, year, left(stem, digits - 1) as stem, sum(actual) filter (length(stem) < digits) as own, sum(actual) filter (length(stem) = digits) as below
        from counted
        where digits > 0
        group by all
    )
),
portal as (
    select m.community_id, c.year, c.actual::double as own_uah
    from counted c
    join staging.budget_match m on m.year = c.year and m.budget_code = c.budget_code
    where c.digits = 0
)
select community_id, year, own_uah, 'openbudget' as basis from portal
union all
select r.community_id, r.year, r.own_uah, 'cities' as basis
from raw.city_revenue r
join mart.community c using (community_id)
anti join portal p on p.community_id = r.community_id and p.year = r.year
