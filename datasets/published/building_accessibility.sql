-- One row per building whose accessibility was checked: norms looked at and met. Names and addresses of buildings are not here.
select building_id, community_id, checked_on, norms, norms_met, accessible
from mart.building_accessibility
order by building_id
