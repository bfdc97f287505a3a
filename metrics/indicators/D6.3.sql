-- One row a body or community and year of which services are known: services that are fully online, of those offered that can be. It does not apply where none can be.
select
    unit_id as territory_id,
    level,
    period,
    transactional_share as value,
    case when transactable > 0 then transactional end as num,
    case when transactable > 0 then transactable end as den,
    case when transactable = 0 then 'n' else '' end as obs_status
from mart.service_metric
