-- One row a community and year with a report for December, or with spending by code of the whole year where the portal gives no report: spending on informatization
-- beside all spending, in current prices and in those of 2021, the base year of the method. A budget without such a programme spent nothing on it, which is known; spending
-- by code tells no plan and no quarter. Where an index of prices of a year between is missing, there is no amount in prices of the base year.
with december as (
    select
        m.community_id,
        s.year,
        sum(s.actual_uah::decimal(20, 2)) as total,
        coalesce(sum(s.actual_uah::decimal(20, 2)) filter (where c.class = 'informatization'), 0) as actual,
        coalesce(sum(s.plan_uah::decimal(20, 2)) filter (where c.class = 'informatization'), 0) as plan
    from staging.budget_spending s
    join staging.budget_match m on m.year = s.year and m.budget_code = s.budget_code
    left join raw.budget_code_map c on c.year = s.year and c.code = s.programme
    where s.month = 12
    group by 1, 2
),
spent as (
    select *, 'openbudget' as basis from december
    union all
    select y.community_id, y.year, y.total_uah::decimal(20, 2), y.informatization_uah::decimal(20, 2), null, 'kse'
    from mart.spending_year y
    anti join december d on d.community_id = y.community_id and d.year = y.year
),
autumn as (
    select
        community_id,
        year,
        max(cumulative_uah::decimal(20, 2)) filter (where month = 9) as september,
        min(month) as first_month
    from mart.budget_month
    group by 1, 2
),
-- Prices of the base year: an index of every year after it, up to the year of spending, is needed.
price as (
    select
        y.year,
        if(y.year >= 2021 and count(p.index_percent) = y.year - 2021, coalesce(list_aggregate(list(p.index_percent / 100 order by p.year) filter (where p.year is not null), 'product'), 1), null) as grown
    from (select distinct year from spent) y
    left join mart.price_year p on p.year > 2021 and p.year <= y.year
    group by 1
)
select
    d.community_id,
    d.year,
    d.plan::double as plan_uah,
    d.actual::double as actual_uah,
    case when d.basis = 'openbudget' and (d.actual = 0 or a.first_month > 9) then d.actual::double else (d.actual - a.september)::double end as q4_uah,
    d.total::double as total_uah,
    c.population,
    d.actual::double / p.grown as real_uah,
    2021 as price_year,
    d.basis
from spent d
join price p on p.year = d.year
left join autumn a on a.community_id = d.community_id and a.year = d.year and d.basis = 'openbudget'
left join mart.community c on c.community_id = d.community_id
