-- One row a rule: its law or standard, and of the communities whose site was tested for it on the last visit how many keep it on every page.
with last as (
    select unit_id, block, max(date) as date from mart.audit_check where level = 'community' and block <> 'A6' group by all
), told as (
    select c.unit_id, c.check_id, bool_and(c.result = 'pass') as kept
    from mart.audit_check c
    join last using (unit_id, block, date)
    where c.result <> 'not_tested'
    group by all
), counted as (
    select check_id, count(*) as tested, count(*) filter (kept) as kept from told group by check_id
)
select r.*, k.tested, k.kept
from mart.audit_rule r
left join counted k using (check_id)
order by r.block, r.check_id
