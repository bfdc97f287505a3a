-- One row a unit, period and indicator of the maturity or quality index that was collected: the input of those indices. What does not apply keeps its row without a value.
select
    unit_id,
    level,
    period,
    indicator_id,
    case when obs_status = 'n' then null else value end as value,
    coalesce(obs_status, '') as obs_status,
    synthetic
from raw.collected_values
where value is not null or obs_status = 'n'
