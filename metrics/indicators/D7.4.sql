-- One row a community and year: what was added in the year to participatory budgets on the e-DEM platform in per cent of the budget's own revenue of the same year.
select
    e.community_id as territory_id,
    e.year::varchar as period,
    100 * e.budget_uah / r.own_uah as value,
    e.budget_uah as num,
    r.own_uah as den,
    '' as obs_status
from mart.edem_year e
join mart.budget_revenue r on r.community_id = e.community_id and r.year = e.year
where e.budget_uah is not null and r.own_uah > 0
