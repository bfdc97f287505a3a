-- One row an event for which a public page names a body of self-organization, the oldest of a body first and undated ones last.
select
    e.name_uk,
    e.city,
    row_number() over (partition by e.name_uk, e.city order by e.event_date nulls last, e.event_date_text nulls last, e.kind, e.url) as event_no,
    e.kind as event_kind,
    e.event,
    e.event_date_text,
    e.event_date,
    e.url,
    e.hint,
    e.confidence
from raw.osn_events e
