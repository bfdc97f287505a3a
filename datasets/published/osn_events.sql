-- One row per event for which a public page names a body of self-organization, without persons.
select b.slug, e.event_no, e.event_kind, e.event, e.event_date_text, e.event_date, e.url, e.confidence
from mart.osn_event e
join mart.osn_body b using (name_uk, city)
order by b.slug, e.event_no
