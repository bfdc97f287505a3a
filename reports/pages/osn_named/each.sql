-- One row a body that a public page names: one page each, with the community in which it was.
select b.slug, b.name_uk, b.name_en, b.body_type, b.body_type_uk, b.city, b.city_en, b.district, uk_latin(b.district) as district_en, b.fate, b.events, b.last_date, b.confidence,
    c.slug as place_slug, c.title_uk, c.title_en, 'osn_bodies+osn_events+osn_places+katottg' as source_ids
from mart.osn_body b
left join mart.community c on c.community_id = b.community_id
order by b.slug
