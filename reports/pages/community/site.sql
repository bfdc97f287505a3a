-- One row a community and item of the checklist of content: found, not found or not tested on the last visit that looked for it.
with last as (
    select unit_id, max(date) as date from mart.audit_check where level = 'community' and block = 'A2' group by unit_id
)
select c.unit_id as community_id, c.check_id, r.title_uk, r.title_en, c.result, c.evidence_url, c.site, c.date
from mart.audit_check c
join last using (unit_id, date)
join mart.audit_rule r using (check_id)
where c.block = 'A2'
order by c.unit_id, c.check_id
