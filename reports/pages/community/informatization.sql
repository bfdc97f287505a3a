-- One row a community and year of its spending on informatization, newest first.
select community_id, year, actual_uah, real_uah / population as per_resident, price_year,
    100 * actual_uah / nullif(total_uah, 0) as share, if(plan_uah > 0, 100 * actual_uah / plan_uah, null) as execution, if(actual_uah > 0, 100 * q4_uah / actual_uah, null) as q4_share
from mart.informatization_year
order by community_id, year desc
