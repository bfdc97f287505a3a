-- One row a community and year of its budget. Where the portal tells own revenue of a whole year that the study has in part or not at all, its sum stands.
select
    b.community_id, b.year, b.income_total_uah, b.income_own_uah, b.transfers_uah, b.military_tax_uah,
    if(b.partial, null, b.income_own_uah / b.population) as own_per_resident, b.partial, false as portal
from mart.budget_year b
anti join (select r.community_id, r.year from mart.budget_revenue r left join mart.budget_year y on y.community_id = r.community_id and y.year = r.year where coalesce(y.partial, true)) w
    on w.community_id = b.community_id and w.year = b.year
union all
select r.community_id, r.year, null, r.own_uah, null, null, r.own_uah / c.population, false, true
from mart.budget_revenue r
join mart.community c using (community_id)
left join mart.budget_year y on y.community_id = r.community_id and y.year = r.year
where coalesce(y.partial, true)
order by community_id, year
