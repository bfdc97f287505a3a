-- One row a community: 100 where the register holds a point of its own, 0 where it holds none, missing where it cannot be told.
select
    community_id as territory_id,
    '2025' as period,
    case status when 'present' then 100 when 'none' then 0 end as value,
    null as num,
    null as den,
    case status when 'unknown' then ':' else '' end as obs_status
from mart.cnap_community
