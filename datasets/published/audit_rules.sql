-- One row per rule of the audit of sites.
select check_id, block, title_uk, title_en, pattern, standard_uk, standard_en, url
from mart.audit_rule
order by check_id
