-- One row a community on the e-DEM platform and edition of its statistics: petitions and participatory budgets up to that day.
select community_id, edition, has_petitions, petitions, petition_votes, has_budget, budget_uah, projects, winners, coalesce(online_votes, 0) + coalesce(offline_votes, 0) as votes
from mart.edem_statistic
order by community_id, edition desc
