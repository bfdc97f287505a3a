-- One row per service that a body of self-organization provides, supports or controls.
select service_id, group_id, name_uk, name_en, role, users, power, legal_base, max_stage, standard_days, steps
from mart.service
order by service_id
