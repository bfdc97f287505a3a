-- One row an event of a named body.
select name_uk, body_type, body_type_uk, city, district, event, event_date_text, url
from mart.osn_body
order by uk_key(city), uk_key(coalesce(district, '')), uk_key(name_uk), event_date_text, url
