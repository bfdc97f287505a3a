-- One row an event of a named body.
select b.slug, b.name_uk, b.body_type, b.city, b.district, e.event, e.event_kind, e.event_date_text, e.url, e.confidence
from mart.osn_event e
join mart.osn_body b using (name_uk, city)
order by uk_key(b.city), uk_key(coalesce(b.district, '')), uk_key(b.name_uk), e.event_no
