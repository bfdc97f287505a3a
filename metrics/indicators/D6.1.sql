-- One row a body or community and year of which services are known: services that are online at all, of those offered.
select
    unit_id as territory_id,
    level,
    period,
    breadth as value,
    at_stage_1 as num,
    offered as den,
    '' as obs_status
from mart.service_metric
