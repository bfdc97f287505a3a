-- One row a body or community and year that answered the form: help for those who do not use the internet, 0–3.
select
    unit_id as territory_id,
    level,
    period,
    value,
    null::double as num,
    null::double as den,
    case when note = 'not_applicable' then 'n' else '' end as obs_status
from mart.form_answer
where item = 'assisted' and community_id is not null and (value is not null or note = 'not_applicable')
