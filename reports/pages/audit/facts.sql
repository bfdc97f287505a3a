-- One row: how many communities and bodies were visited, and when last.
select count(distinct unit_id) filter (level = 'community') as communities, count(distinct unit_id) filter (level = 'body' and site is not null) as bodies, min(date) as first, max(date) as last
from mart.audit_check
having count(*) > 0
