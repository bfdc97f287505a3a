-- One row a group of services: how many can go how far.
select group_id, count(*) as n, count(*) filter (max_stage = 5) as proactive, count(*) filter (max_stage = 4) as transaction, count(*) filter (max_stage <= 3) as application
from mart.service group by group_id order by min(service_id)
