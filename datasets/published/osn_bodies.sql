-- One row per body of self-organization that a public page names, without persons.
select name_uk, name_en, slug, body_type, body_type_uk, city, city_en, district, community_id, fate, events, first_date, last_date, confidence
from mart.osn_body
order by slug
