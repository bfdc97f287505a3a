-- One row a budget, year, month and programme: spending since the beginning of the year and the plan of the year. A code does not tell whether its row
-- holds others: programme 7350 stands beside 7351, economic code 2000 holds 2210. So every row counts, but one whose spending equals, to a kopiika, what is
-- counted of the longer codes below it; where nothing was spent, plans are compared. The plan is the estimate (PLANS_AMT) or, where it is empty or zero, the schedule (ZAT_AMT).
-- A row that does not tell what was spent is left out: that is no zero.
with recursive r as (
    select
        budget_code,
        year,
        split_part(period, '.', 1)::bigint as month,
        programme,
        coalesce(function, '') as function,
        rtrim(coalesce(economic, ''), '0') as stem,
        sum(coalesce(nullif(plan_uah, 0), approved_uah, 0)::decimal(20, 2))::decimal(20, 2) as plan,
        sum(actual_uah::decimal(20, 2))::decimal(20, 2) as actual
    from raw.openbudget_expenses
    where split_part(period, '.', 2)::bigint = year and actual_uah is not null
    group by all
),
-- Economic codes of a programme grow shorter by a digit a time: what is counted below a code meets the row of that code itself.
economic as (
    select 4 as digits, budget_code, year, month, programme, function, stem, plan, actual, false as whole from r
    union all
    select
        digits - 1,
        budget_code,
        year,
        month,
        programme,
        function,
        stem,
        (case when whole then 0 else coalesce(own_plan, 0) end + coalesce(below_plan, 0))::decimal(20, 2),
        (case when whole then 0 else coalesce(own, 0) end + coalesce(below, 0))::decimal(20, 2),
        whole
    from (
        select *, coalesce(own = below and (own <> 0 or own_plan = below_plan), false) as whole
        from (
            select
                digits,
                budget_code,
                year,
                month,
                programme,
                function,
                left(stem, digits - 1) as stem,
                sum(plan) filter (length(stem) < digits) as own_plan,
                sum(actual) filter (length(stem) < digits) as own,
                sum(plan) filter (length(stem) = digits) as below_plan,
                sum(actual) filter (length(stem) = digits) as below
            from economic
            where digits > 0
            group by all
        )
    )
),
department as (
    select budget_code, year, month, programme, sum(plan)::decimal(20, 2) as plan, sum(actual)::decimal(20, 2) as actual from economic where digits = 0 group by all
),
-- Then codes of programmes as they are written: 0600000 holds those of the department.
written as (
    select 7 as digits, budget_code, year, month, length(programme) as kind, rtrim(programme, '0') as stem, plan, actual, false as whole from department
    union all
    select
        digits - 1,
        budget_code,
        year,
        month,
        kind,
        stem,
        (case when whole then 0 else coalesce(own_plan, 0) end + coalesce(below_plan, 0))::decimal(20, 2),
        (case when whole then 0 else coalesce(own, 0) end + coalesce(below, 0))::decimal(20, 2),
        whole
    from (
        select *, coalesce(own = below and (own <> 0 or own_plan = below_plan), false) as whole
        from (
            select
                digits,
                budget_code,
                year,
                month,
                kind,
                left(stem, digits - 1) as stem,
                sum(plan) filter (length(stem) < digits) as own_plan,
                sum(actual) filter (length(stem) < digits) as own,
                sum(plan) filter (length(stem) = digits) as below_plan,
                sum(actual) filter (length(stem) = digits) as below
            from written
            where digits > 0
            group by all
        )
    )
),
typical as (
    select d.budget_code, d.year, d.month, right(d.programme, 4) as programme, sum(d.plan)::decimal(20, 2) as plan, sum(d.actual)::decimal(20, 2) as actual
    from department d
    anti join (from written where whole) w
        on w.budget_code = d.budget_code and w.year = d.year and w.month = d.month and w.kind = length(d.programme) and w.stem = rtrim(d.programme, '0')
    group by all
),
-- Then typical codes, whatever the department.
counted as (
    select 4 as digits, budget_code, year, month, rtrim(programme, '0') as stem, plan, actual, false as whole from typical
    union all
    select
        digits - 1,
        budget_code,
        year,
        month,
        stem,
        (case when whole then 0 else coalesce(own_plan, 0) end + coalesce(below_plan, 0))::decimal(20, 2),
        (case when whole then 0 else coalesce(own, 0) end + coalesce(below, 0))::decimal(20, 2),
        whole
    from (
        select *, coalesce(own = below and (own <> 0 or own_plan = below_plan), false) as whole
        from (
            select
                digits,
                budget_code,
                year,
                month,
                left(stem, digits - 1) as stem,
                sum(plan) filter (length(stem) < digits) as own_plan,
                sum(actual) filter (length(stem) < digits) as own,
                sum(plan) filter (length(stem) = digits) as below_plan,
                sum(actual) filter (length(stem) = digits) as below
            from counted
            where digits > 0
            group by all
        )
    )
)
select t.budget_code, t.year, t.month, t.programme, t.plan::double as plan_uah, t.actual::double as actual_uah
from typical t
anti join (from counted where whole) c
    on c.budget_code = t.budget_code and c.year = t.year and c.month = t.month and c.stem = rtrim(t.programme, '0')
