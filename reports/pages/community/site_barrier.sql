-- One row a community and rule of accessibility that failed on some page of the last visit: on how many of the pages tested.
with last as (
    select unit_id, max(date) as date from mart.audit_check where level = 'community' and block = 'A4' group by unit_id
)
select c.unit_id as community_id, c.check_id, r.title_uk, r.title_en, count(*) filter (c.result = 'fail') as failed, count(*) filter (c.result <> 'not_tested') as tested,
    min(c.evidence_url) filter (c.result = 'fail') as evidence_url
from mart.audit_check c
join last using (unit_id, date)
join mart.audit_rule r using (check_id)
where c.block = 'A4'
group by all
having failed > 0
order by community_id, check_id
