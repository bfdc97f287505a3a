-- One row a body of self-organization named on a web page: examples, for no national register is public.
select
    b.name_uk,
    uk_latin(b.name_uk) as name_en,
    trim(regexp_replace(lower(uk_latin(b.city || ' ' || b.name_uk)), '[^a-z0-9]+', '-', 'g'), '-') as slug,
    b.body_type,
    case when b.body_type = 'other' then 'інший або невідомий тип' else b.body_type_uk end as body_type_uk,
    b.city,
    uk_latin(b.city) as city_en,
    b.district,
    coalesce(t.community_id, t.oblast_id) as community_id,
    b.fate,
    count(e.url) as events,
    min(e.event_date) as first_date,
    max(e.event_date) as last_date,
    case when bool_or(e.confidence = 'seen') then 'seen' when bool_or(e.confidence = 'derived') then 'derived' else 'weak' end as confidence
from raw.osn_bodies b
left join raw.osn_events e on e.name_uk = b.name_uk and e.city = b.city
left join raw.osn_places p on p.place = b.city
left join mart.territory t on t.territory_id = p.territory_id
group by all
