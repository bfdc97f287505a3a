-- One row an event for which a page names a body, in the order of dates.
select b.slug, e.event_kind, e.event, e.event_date_text, e.event_date, e.url, e.confidence
from mart.osn_event e
join mart.osn_body b using (name_uk, city)
order by b.slug, e.event_no
