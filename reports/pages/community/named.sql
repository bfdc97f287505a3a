-- One row a body of self-organization of a community that a public page names, in the order of names.
select community_id, slug, name_uk, body_type, fate, last_date
from mart.osn_body
where community_id is not null
order by community_id, uk_key(name_uk), slug
