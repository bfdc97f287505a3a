-- One row per community: which of four e-democracy tools the platform lists for it.
select community_id, petitions, consultations, participatory_budget, open_community, tools, ambiguous
from mart.edem_community
order by community_id
