-- One row a community: libraries per 10,000 residents.
select
    community_id as territory_id,
    '2026' as period,
    10000.0 * libraries / population as value,
    libraries as num,
    population as den,
    '' as obs_status
from mart.library_community
where libraries is not null and population is not null
