-- One row per community and year: revenue of its budget, own and transferred.
select community_id, year, round(income_total_uah, 2) as income_total_uah, round(income_own_uah, 2) as income_own_uah,
       round(transfers_uah, 2) as transfers_uah, round(military_tax_uah, 2) as military_tax_uah, population, partial
from mart.budget_year
order by community_id, year
