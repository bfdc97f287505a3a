-- One row per event of a body of self-organization that a public page names, without persons.
select row_number() over (order by city, district nulls first, name_uk, event, event_date_text nulls first, url) as entry, name_uk, body_type, body_type_uk, city, district, event, event_date_text, url
from mart.osn_body
order by entry
