-- One row a check of a site made on a day: the site of a community or a body, for the whole site, one of its pages or one service. The block of SPEC 4.5 is told by the code of the rule.
select
    unit_id,
    level,
    date,
    period,
    site,
    check_id,
    case when check_id like 'L%' then 'A2' else split_part(check_id, '.', 1) end as block,
    result,
    coalesce(nullif(evidence_url, ''), 'site') as checked,
    evidence_url,
    sha256,
    matched
from raw.audit_checks
