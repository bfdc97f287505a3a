-- One row a community and year with a report for December: own revenue of the budget. Codes contain one another (11000000 > 11010100), so only
-- rows without a row below them are added up.
with r as (
    select budget_code, year, code, rtrim(code, '0') as stem, actual_uah
    from raw.openbudget_incomes
    where split_part(period, '.', 1)::bigint = 12 and split_part(period, '.', 2)::bigint = year
),
codes as (
    select budget_code, year, list(distinct stem) as stems from r group by all
)
select m.community_id, r.year, sum(r.actual_uah::decimal(20, 2))::double as own_uah
from r
join codes c using (budget_code, year)
join staging.budget_match m on m.year = r.year and m.budget_code = r.budget_code
where len(list_filter(c.stems, s -> s <> r.stem and starts_with(s, r.stem))) = 0
group by 1, 2
