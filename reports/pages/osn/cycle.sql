-- One row a place in the life cycle: how many bodies stand there, in the order of the cycle.
select status, count(*) as bodies, count(*) filter (legal_status = 'legal_person' and form_860 is distinct from false) as legal_persons, count(*) filter (community_id is not null) as placed
from mart.body
group by status
order by list_position(['initiated', 'permitted', 'elected', 'legalized', 'active', 'dormant', 'terminating', 'expired', 'terminated', 'unknown'], status)
