-- One row per community and year on the e-DEM platform: its petitions and its participatory budget.
select community_id, year, councils, has_petitions, petitions, petitions_active, petitions_pending, petition_votes,
       has_budget, round(budget_uah, 2) as budget_uah, projects, winners, online_votes, offline_votes
from mart.edem_statistic
order by community_id, year
