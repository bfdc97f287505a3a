-- One row a community of the list: 100 where it had the tool on e-DEM in September 2022; elsewhere nothing is known.
select
    community_id as territory_id,
    '2022-09' as period,
    case when not ambiguous and open_community then 100 end as value,
    null as num,
    null as den,
    case when not ambiguous and open_community then '' else ':' end as obs_status
from mart.edem_community
