-- One row a community whose council's register is loaded, in the year that the register speaks of: share of active bodies of self-organization that have delegated powers and funds for them. Where the register does not tell the powers of some body, nothing is known; without an active body it does not apply; a share of fewer than three is flagged as unreliable.
select
    community_id as territory_id,
    cast(year(as_of - interval 6 month) as varchar) as period,
    100.0 * funded / nullif(active, 0) as value,
    if(active = 0, null, funded) as num,
    nullif(active, 0) as den,
    case when active = 0 then 'n' when active < 3 then 'u' else '' end as obs_status
from mart.body_community
where coverage = 'register' and as_of is not null and powers_unknown = 0
