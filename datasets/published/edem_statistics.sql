-- One row per community on the e-DEM platform and edition of its statistics: petitions and participatory budgets in all its time there.
select community_id, edition, councils, has_petitions, petitions, petitions_active, petitions_pending, petition_votes,
       has_budget, round(budget_uah, 2) as budget_uah, projects, winners, online_votes, offline_votes
from mart.edem_statistic
order by community_id, edition
