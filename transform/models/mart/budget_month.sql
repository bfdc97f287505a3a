-- One row a community, year and month with a report: spending on informatization since the beginning of the year and of the month alone. A month
-- after a missing one has no amount of its own; before the first report nothing was spent.
with monthly as (
    select m.community_id, s.year, s.month, sum(s.actual_uah::decimal(20, 2)) as cumulative, sum(s.plan_uah::decimal(20, 2)) as plan
    from staging.budget_spending s
    join raw.budget_code_map c on c.year = s.year and c.code = s.programme and c.class = 'informatization'
    join staging.budget_match m on m.year = s.year and m.budget_code = s.budget_code
    group by 1, 2, 3
),
before as (
    select
        *,
        lag(month) over w as last_month,
        coalesce(lag(cumulative) over w, 0) as last_cumulative
    from monthly
    window w as (partition by community_id, year order by month)
)
select
    community_id,
    year,
    month,
    plan::double as plan_uah,
    cumulative::double as cumulative_uah,
    case when last_month is null or last_month = month - 1 then (cumulative - last_cumulative)::double end as month_uah,
    case when last_month < month - 1 then 'gap' when cumulative < last_cumulative then 'below' else '' end as status
from before
