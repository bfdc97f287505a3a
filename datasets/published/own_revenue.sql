-- One row per community and year: own revenue by the openbudget portal, of whole years.
select r.community_id, c.name_uk, r.year, round(r.own_uah, 2) as own_uah, c.population, r.basis
from mart.budget_revenue r
left join mart.community c using (community_id)
order by r.community_id, r.year
