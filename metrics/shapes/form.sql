-- One row a community and year that answered the form: its answer to one question. A refusal or an empty cell is no row.
select
    unit_id as territory_id,
    period,
    value,
    null::double as num,
    null::double as den,
    case when note = 'not_applicable' then 'n' else '' end as obs_status
from mart.form_answer
where level = 'community' and item = {form} and community_id is not null and (value is not null or note = 'not_applicable')
