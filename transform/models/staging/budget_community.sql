-- One row a budget of a community by the first five digits of its code. A city with districts has its own budget and a consolidated one, which differ in the sixth digit alone.
select left(budget_code, 5) as budget_prefix, min(territory_id) as community_id
from raw.kse_budget
group by 1
having count(distinct territory_id) = 1
