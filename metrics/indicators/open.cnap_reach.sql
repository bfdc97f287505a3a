-- One row a community of the list: remote workplaces and mobile points of the copy by settlements, at least so many; nothing is known where the copy has no point.
-- Territorial units are branches of the centre: they are scored for conditions with it, and are no reach beyond it.
select
    k.community_id as territory_id,
    '../2025' as period,
    100 * k.remote / c.settlements as value,
    k.remote as num,
    c.settlements as den,
    if(k.remote is null, ':', '>') as obs_status
from mart.cnap_community k
join mart.community c using (community_id)
where c.settlements is not null
