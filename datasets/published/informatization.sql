-- One row per community and year with a report for December or spending by code: spending on informatization, its plan, last quarter and share of all spending.
select community_id, year, round(plan_uah, 2) as plan_uah, round(actual_uah, 2) as actual_uah, round(q4_uah, 2) as q4_uah, round(total_uah, 2) as total_uah,
       population, round(real_uah, 2) as real_uah, price_year, basis
from mart.informatization_year
order by community_id, year
