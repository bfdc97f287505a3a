-- One row a community of the list: workers of its points in the copy by residents of 2022, at least so many; nothing is known where the copy tells none.
select
    k.community_id as territory_id,
    '../2025' as period,
    10000 * k.workers / c.population as value,
    k.workers as num,
    c.population as den,
    if(k.workers is null, ':', '>') as obs_status
from mart.cnap_community k
join mart.community c using (community_id)
where c.population is not null
