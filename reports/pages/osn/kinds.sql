-- One row a type of body: how many known ones have which legal status, largest type first.
select
    body_type,
    count(*) as bodies,
    count(*) filter (status = 'active') as active,
    count(*) filter (legal_status = 'legal_person') as legal_person,
    count(*) filter (legal_status = 'notified') as notified,
    count(*) filter (legal_status = 'permitted_only') as permitted_only,
    count(*) filter (legal_status = 'unknown') as unknown
from mart.body
group by body_type
order by bodies desc, body_type
