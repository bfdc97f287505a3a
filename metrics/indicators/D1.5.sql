-- One row a community whose council's register is loaded, in the year that the register speaks of: share of active bodies of self-organization that are legal persons of form 860 (mart.body_community leaves out those of another form). Without an active body it does not apply; a share of fewer than three bodies is flagged as unreliable.
select
    community_id as territory_id,
    cast(year(as_of - interval 6 month) as varchar) as period,
    100.0 * legal_persons / nullif(active, 0) as value,
    if(active = 0, null, legal_persons) as num,
    nullif(active, 0) as den,
    case when active = 0 then 'n' when active < 3 then 'u' else '' end as obs_status
from mart.body_community
where coverage = 'register' and as_of is not null
