-- One row per community, type, legal status and status of bodies of self-organization: how many there are. Communities without a body have no row; see bodies_communities for whether that is known.
select community_id, body_type, legal_status, status, count(*) as bodies
from mart.body
where community_id is not null
group by community_id, body_type, legal_status, status
order by community_id, body_type, legal_status, status
