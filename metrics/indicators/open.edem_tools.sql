-- One row a community of the list: tools of the e-DEM platform in use in September 2022, at least so many; of one that the platform's list does not name, not clearly, or without a tool, nothing is known.
select
    community_id as territory_id,
    '2022-09' as period,
    case when not ambiguous and tools > 0 then tools end as value,
    null as num,
    null as den,
    case when not ambiguous and tools > 0 then '>' else ':' end as obs_status
from mart.edem_community
