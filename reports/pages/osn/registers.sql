-- One row: what the registers that are loaded know of bodies as a whole; without one there is no row.
select
    count(*) as bodies,
    count(*) filter (status = 'active') as active,
    count(*) filter (status = 'active' and legal_status = 'legal_person' and form_860 is distinct from false) as legal_persons,
    count(*) filter (status = 'active' and funded) as funded,
    count(*) filter (status = 'active' and delegated) as delegated,
    count(*) filter (status = 'legalized') as registered_only,
    count(*) filter (status in ('terminating', 'expired', 'terminated')) as ended,
    sum(greatest(50, 50 * round(residents / 50.0))) filter (status = 'active') as residents, -- as published, rounded
    count(residents) filter (status = 'active') as residents_known,
    count(*) filter (community_id is null) as unplaced,
    max(as_of) as as_of,
    (select count(*) from mart.body_community where coverage = 'register') as known,
    (select count(*) from mart.body_community where coverage = 'register' and active > 0) as some,
    (select count(*) from mart.body_community where coverage = 'partly') as partly,
    (select count(*) from mart.body_community b join mart.community c using (community_id) where b.coverage = 'register' and b.active = 0) as none,
    (select count(*) from mart.community where not coalesce(occupied, false)) as communities
from mart.body
having count(*) > 0
