-- One row a community with a point: workers of all its points by residents of 2022.
select
    k.community_id as territory_id,
    '2025' as period,
    10000 * k.workers / c.population as value,
    k.workers as num,
    c.population as den,
    '' as obs_status
from mart.cnap_community k
join mart.community c using (community_id)
where k.status = 'present' and k.workers is not null and c.population is not null
