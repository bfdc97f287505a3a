-- One row a community and year with a report for December: spending on informatization beside all spending, in current prices and in those of the
-- newest year. A budget without such a programme spent nothing on it, which is known. Without an index of prices amounts stay in prices of their year.
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
autumn as (
    select
        community_id,
        year,
        max(cumulative_uah::decimal(20, 2)) filter (where month = 9) as september,
        min(month) as first_month
    from mart.budget_month
    group by 1, 2
),
base as (
    select max(year) as base_year from december
),
price as (
    select
        y.year,
        b.base_year,
        if(count(p.index_percent) = b.base_year - y.year, coalesce(list_aggregate(list(p.index_percent / 100 order by p.year) filter (where p.year is not null), 'product'), 1), null) as factor
    from (select distinct year from december) y
    cross join base b
    left join raw.price_index p on p.year > y.year and p.year <= b.base_year
    group by 1, 2
),
basis as (
    select count(*) = count(factor) as comparable from price
)
select
    d.community_id,
    d.year,
    d.plan::double as plan_uah,
    d.actual::double as actual_uah,
    case when d.actual = 0 or a.first_month > 9 then d.actual::double else (d.actual - a.september)::double end as q4_uah,
    d.total::double as total_uah,
    c.population,
    if(b.comparable, d.actual::double * p.factor, d.actual::double) as real_uah,
    if(b.comparable, p.base_year, d.year) as price_year
from december d
join price p using (year)
cross join basis b
left join autumn a using (community_id, year)
left join mart.community c using (community_id)
