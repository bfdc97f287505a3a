-- One row a community of the list: 100 where the copy of the register holds a point of its own; elsewhere nothing is known.
select
    community_id as territory_id,
    '../2025' as period,
    case status when 'present' then 100 end as value,
    null as num,
    null as den,
    case status when 'present' then '' else ':' end as obs_status
from mart.cnap_community
