-- One row a rule of the audit of sites: what is checked, with the law or standard that the rule comes from.
select check_id, block, title_uk, title_en, pattern, standard_uk, standard_en, url from raw.audit_rule
