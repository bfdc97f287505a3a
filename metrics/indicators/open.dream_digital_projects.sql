-- One row a community of the snapshot: projects on e-governance, IT and digitization that it has put into DREAM.
select
    community_id as territory_id,
    '2026-07' as period,
    e_governance_projects + digitization_projects as value,
    null as num,
    null as den,
    '' as obs_status
from mart.community_context
where projects is not null
