-- One row per community, year and month with a report: spending on informatization since the beginning of the year and in the month.
select community_id, year, month, round(plan_uah, 2) as plan_uah, round(cumulative_uah, 2) as cumulative_uah, round(month_uah, 2) as month_uah, status
from mart.budget_month
order by community_id, year, month
