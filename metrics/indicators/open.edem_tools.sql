-- One row a community: tools of the e-DEM platform in use in September 2022; ambiguous names are missing, not zero.
select
    community_id as territory_id,
    '2022-09' as period,
    case when not ambiguous then tools end as value,
    null as num,
    null as den,
    case when ambiguous then ':' else '>' end as obs_status
from mart.edem_community
