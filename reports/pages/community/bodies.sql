-- One row a body of self-organization of a community, those that work first.
select community_id, osn_id, name_uk, body_type, legal_status, status, evidence_date, greatest(50, 50 * round(residents / 50.0)) as residents
from mart.body
where community_id is not null
order by community_id, status <> 'active', uk_key(name_uk), osn_id
