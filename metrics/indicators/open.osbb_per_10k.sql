-- One row a community of the list: condominium associations of 2020 by residents of 2022; a community not in the list is missing.
select
    o.community_id as territory_id,
    '2020' as period,
    10000 * o.osbb_2020 / c.population as value,
    o.osbb_2020 as num,
    c.population as den,
    '' as obs_status
from mart.community_trait o
join mart.community c using (community_id)
where o.osbb_2020 is not null and c.population is not null
