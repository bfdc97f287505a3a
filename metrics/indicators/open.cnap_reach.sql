-- One row a community whose points are known, none included: remote workplaces and mobile points by settlements.
-- Territorial units are branches of the centre: they are scored for conditions with it, and are no reach beyond it.
select
    k.community_id as territory_id,
    '2025' as period,
    100 * k.remote / c.settlements as value,
    k.remote as num,
    c.settlements as den,
    '' as obs_status
from mart.cnap_community k
join mart.community c using (community_id)
where k.status <> 'unknown' and c.settlements is not null
