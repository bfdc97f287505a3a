-- One row per year, cut and code that budgets of communities were asked for: its name where known, how many spent under it, and how much.
select year, kind, code, division, name_uk, name_en, communities, amount_uah
from mart.budget_code
order by year, kind, code
