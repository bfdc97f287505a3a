-- One row a community: workers of all its points by residents of 2022; a community known to have no point has no workers.
select
    k.community_id as territory_id,
    '2025' as period,
    10000 * coalesce(k.workers, 0) / c.population as value,
    coalesce(k.workers, 0) as num,
    c.population as den,
    '' as obs_status
from mart.cnap_community k
join mart.community c using (community_id)
where (k.status = 'none' or k.status = 'present' and k.workers is not null) and c.population is not null
