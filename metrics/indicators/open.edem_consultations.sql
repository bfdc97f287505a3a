-- One row a community: 100 where it had the tool on e-DEM in September 2022, else 0; ambiguous names are missing.
select
    community_id as territory_id,
    '2022-09' as period,
    case when not ambiguous then 100 * consultations::int end as value,
    null as num,
    null as den,
    case when ambiguous then ':' else '>' end as obs_status
from mart.edem_community
