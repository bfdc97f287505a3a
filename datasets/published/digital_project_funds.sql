-- One row per community, digital project or IT tender, and payer: how much it pays.
select community_id, system, project_id, payer, year, round(amount_uah, 2) as amount_uah
from mart.digital_project_fund
order by community_id, system, project_id, payer
