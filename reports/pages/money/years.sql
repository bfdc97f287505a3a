-- One row a year, newest first: communities with a report for December and their spending on informatization together.
select
    year,
    count(*) as communities,
    count(*) filter (actual_uah > 0) as spending,
    sum(actual_uah::decimal(20, 2))::double as actual_uah,
    sum(real_uah::decimal(20, 2)) filter (population is not null)::double / sum(population) filter (population is not null) as per_resident,
    100 * sum(actual_uah::decimal(20, 2))::double / nullif(sum(total_uah::decimal(20, 2))::double, 0) as share,
    100 * sum(actual_uah::decimal(20, 2)) filter (plan_uah > 0)::double / nullif(sum(plan_uah::decimal(20, 2)) filter (plan_uah > 0)::double, 0) as execution,
    100 * sum(q4_uah::decimal(20, 2)) filter (q4_uah is not null)::double / nullif(sum(actual_uah::decimal(20, 2)) filter (q4_uah is not null)::double, 0) as q4_share,
    any_value(price_year) as price_year
from mart.informatization_year
where basis = 'openbudget'
group by year
order by year desc
