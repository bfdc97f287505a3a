-- One row a community with a point: remote workplaces, units and mobile points by settlements.
select
    k.community_id as territory_id,
    '2025' as period,
    100 * k.remote / c.settlements as value,
    k.remote as num,
    c.settlements as den,
    '' as obs_status
from mart.cnap_community k
join mart.community c using (community_id)
where k.status = 'present' and c.settlements is not null
