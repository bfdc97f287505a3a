-- One row per project of a participatory budget: votes, status, planned and actual budget. Neither authors, titles nor voters are here.
select project_id, community_id, size, scope, status, votes, votes_counted, decided_on, year, planned_uah, actual_uah
from mart.budget_project
order by project_id
