-- One row a body of self-organization named on a web page: examples, for no national register is public.
select
    name_uk,
    body_type,
    case when body_type = 'other' then 'інший або невідомий тип' else body_type_uk end as body_type_uk,
    city,
    district,
    event,
    event_date_text,
    url,
    hint,
    confidence
from raw.osn_bodies
