-- One row per check of a site on a day: of the whole site, of a page or of a service.
select c.unit_id, c.level, c.period, c.date, c.site, c.check_id, c.block, r.title_uk, r.title_en, c.result, c.checked, c.evidence_url, c.sha256, c.matched
from mart.audit_check c
left join mart.audit_rule r using (check_id)
order by c.unit_id, c.date, c.check_id, c.checked
