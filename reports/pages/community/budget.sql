-- One row a community and year of its budget.
select community_id, year, income_total_uah, income_own_uah, transfers_uah, military_tax_uah, if(partial, null, income_own_uah / population) as own_per_resident, partial
from mart.budget_year
order by community_id, year
