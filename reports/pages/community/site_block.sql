-- One row a community and other part of the audit (accessibility, phone and speed, technology) on its last visit: rules passed of those tested.
with last as (
    select unit_id, block, max(date) as date from mart.audit_check where level = 'community' and block in ('A3', 'A4', 'A5', 'T') group by all
)
select c.unit_id as community_id, c.block, count(*) filter (c.result = 'pass') as passed, count(*) filter (c.result <> 'not_tested') as tested, count(*) filter (c.result = 'not_tested') as untested
from mart.audit_check c
join last using (unit_id, block, date)
group by all
order by community_id, block
