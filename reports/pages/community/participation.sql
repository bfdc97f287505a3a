-- One row a community and year on the e-DEM platform: petitions and participatory budget.
select community_id, year, has_petitions, petitions, petition_votes, has_budget, budget_uah, projects, winners, coalesce(online_votes, 0) + coalesce(offline_votes, 0) as votes
from mart.edem_statistic
order by community_id, year desc
